package org.papermetrics.logs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.papermetrics.model.Progression.Point;

/** A table of lines, and what each says. */
class LogLineTest {
  private static final String PREFIX = "2025-10-20 10:00:01,000 - INFO - ";

  private final LogLine line = new LogLine();

  private LogLine.Kind kind(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return line.read(bytes, 0, bytes.length);
  }

  private Point point(String text) {
    assertThat(kind(text)).as(text).isEqualTo(LogLine.Kind.POINT);
    return new Point(line.position(), line.loss(), line.perplexity());
  }

  private String checkpoint(String text) {
    assertThat(kind(text)).as(text).isEqualTo(LogLine.Kind.CHECKPOINT);
    return line.checkpoint();
  }

  private void assertNothing(String text) {
    assertThat(kind(text)).as(text).isEqualTo(LogLine.Kind.OTHER);
    assertThat(line.leftOut()).as(text).isFalse();
  }

  private void assertLeftOut(String text) {
    assertThat(kind(text)).as(text).isEqualTo(LogLine.Kind.OTHER);
    assertThat(line.leftOut()).as(text).isTrue();
  }

  @Test
  void theFormatWithLossAndPpl() {
    Point point = new Point(1000, 5.9366, 378.66);

    assertThat(point("Position  1000: Loss 5.9366 | PPL 378.66")).isEqualTo(point);
    assertThat(point(PREFIX + "  Position  1000: Loss 5.9366 | PPL 378.66")).isEqualTo(point);
    assertThat(point("Position 1000:Loss   5.9366|PPL\t378.66")).isEqualTo(point);
    assertThat(point("\tPosition\t1000 : Loss 5.9366 | PPL 378.66".replace(" :", ":")))
        .isEqualTo(point);
  }

  @Test
  void theFormatWithLossEqualsAndPerplexityEquals() {
    Point point = new Point(1000, 5.9366, 378.66);

    assertThat(point("Position 1000/44000: loss=5.9366, perplexity=378.66")).isEqualTo(point);
    assertThat(point(PREFIX + "Position 1000/44000: loss=5.9366, perplexity=378.66"))
        .isEqualTo(point);
    assertThat(point("Position 1000: loss=5.9366,\tperplexity=378.66")).isEqualTo(point);
  }

  @Test
  void theFormatWithTheLossAlone() {
    Point point = new Point(1000, 5.9366, Math.exp(5.9366));

    assertThat(point("Position 1000/44000: avg_loss=5.9366")).isEqualTo(point);
    assertThat(point(PREFIX + "Position 1000/44000: avg_loss=5.9366, 1.2 s")).isEqualTo(point);
    assertNothing("Position 1000/44000: avg_loss=nan");
    assertThat(line.notFinite()).isTrue();
    assertNothing("Position 1000/44000: avg_loss=");
    assertLeftOut("Position 1000/44000: avg_loss=5.9366s");
    assertLeftOut("Position 1000/44000: avg_loss=5.");
    assertLeftOut("Position 1000/44000: avg_loss=0.0000");
    assertLeftOut("Position 1000/44000: avg_loss=-1.5");
    assertLeftOut("Position 1000/44000: avg_loss=710.5");
  }

  @Test
  void theBaselineIsThePretrainedModel() {
    assertThat(checkpoint("Mode: BASELINE")).isEqualTo("None");
    assertThat(checkpoint(PREFIX + "Mode:     BASELINE (kyutai/moshiko)")).isEqualTo("None");
    assertThat(checkpoint("\uFEFFMode:\tBASELINE")).isEqualTo("None");
    assertNothing("Mode: BASELINES");
    assertNothing("Mode: baseline");
    assertNothing("Mode: TTT Checkpoint BASELINE");
    assertNothing("EvalMode: BASELINE");
    assertNothing("Mode BASELINE");
  }

  @Test
  void anythingMayStandBeforeAndAfterAPoint() {
    Point point = new Point(43000, 7.1, 1211.97);

    assertThat(point("[rank0]:Position 43000: Loss 7.1 | PPL 1211.97 (1.2 s)")).isEqualTo(point);
    assertThat(point("Position Position 43000: Loss 7.1 | PPL 1211.97|")).isEqualTo(point);
    assertThat(point("(Position 43000: Loss 7.1 | PPL 1211.97)")).isEqualTo(point);
    assertThat(point("[Position 43000: Loss 7.1 | PPL 1211.97]")).isEqualTo(point);
    assertThat(point("Pos PositionX Position 43000: loss=7.1, perplexity=1211.97, n=3"))
        .isEqualTo(point);
    assertThat(point("é Position 43000: Loss 7.1 | PPL 1211.97\r")).isEqualTo(point);
  }

  @Test
  void numbersMayHaveASignOrAnExponent() {
    assertThat(point("Position 1000: Loss 1.121e+01 | PPL 7.372e4"))
        .isEqualTo(new Point(1000, 11.21, 73720));
    assertThat(point("Position 1000: loss=1E-05, perplexity=+1.00001"))
        .isEqualTo(new Point(1000, 0.00001, 1.00001));
    assertThat(point("Position 1000: Loss .75 | PPL 2.117"))
        .isEqualTo(new Point(1000, 0.75, 2.117));
    assertLeftOut("Position 1000: Loss 1. | PPL 2.7");
  }

  @Test
  void nanAndInfArePointsOfNoLine() {
    assertNothing("Position 1000: Loss nan | PPL nan");
    assertNothing("Position 1000: Loss 5.9 | PPL inf");
    assertNothing("Position 1000: Loss 5.9 | PPL -inf");
    assertNothing("Position 1000/44000: loss=NaN, perplexity=Infinity");
    assertNothing("Position 1000/44000: loss=5.9, perplexity=nan");
  }

  @Test
  void aNumberThatGoesOnAsNoneIsCut() {
    assertLeftOut("Position 1000: Loss 7.6 | PPL 1,998.20");
    assertLeftOut("Position 1000: Loss 5.8 | PPL 3.3e2abc");
    assertLeftOut("Position 1000: Loss 0.6931 | PPL 2.0.1");
    assertLeftOut("Position 1000: Loss 0.6931 | PPL 2.0.");
    assertLeftOut("Position 1000: Loss 0.6931 | PPL 2.0;");
    assertLeftOut("Position 1000: Loss 0.6931 | PPL 2.02025-10-20 10:00:01");
    assertLeftOut("Position 1000: Loss 5.9.1 | PPL 365.04");
    assertLeftOut("Position 1000: Loss 1e | PPL 2.72");
    assertLeftOut("Position 1000: Loss 0.5e+ | PPL 1.65");
    assertLeftOut("Position 1000: loss=5.9366,perplexity=378.66");
    assertLeftOut("Position 1000: loss=5.9366x, perplexity=378.66");
  }

  @Test
  void aPointThatIsCutIsLeftOut() {
    assertLeftOut("Position 1000: Loss 5.9");
    assertLeftOut("Position 1000: Loss 5.9 |");
    assertLeftOut("Position 1000: Loss 5.9 | PPL");
    assertLeftOut("Position 1000: Loss 5.9 | PPL ");
    assertLeftOut("Position 1000: Loss 5.9 , PPL 365.04");
    assertLeftOut("Position 1000: Loss 5.9 | PPL365.04");
    assertLeftOut("Position 1000: loss=5.9 | perplexity=365.04");
    assertLeftOut("Position 1000: loss=5.9, PPL 365.04");
  }

  @Test
  void lossAndPerplexityFitAsExactlyAsTheyArePrinted() {
    assertThat(point("Position 1000: Loss 5.9366 | PPL 378.3").perplexity()).isEqualTo(378.3);
    assertLeftOut("Position 1000: Loss 5.9366 | PPL 378.22");
    assertLeftOut("Position 1000: Loss 5.9366 | PPL 379.09");
    assertLeftOut("Position 27000: Loss 5.6085 | PPL 27");
    assertLeftOut("Position 27000: Loss 5.6085 | PPL 2");
    // A last digit may stand for half of it more or less.
    assertThat(point("Position 1000: Loss 6 | PPL 378.66").loss()).isEqualTo(6);
    assertThat(point("Position 1000: Loss 5.9366 | PPL 3.8e2").perplexity()).isEqualTo(380);
    assertThat(point("Position 1000: Loss 0.4 | PPL 2").loss()).isEqualTo(0.4);
    assertLeftOut("Position 1000: Loss 0.3 | PPL 2");
    assertLeftOut("Position 1000: Loss 5.93 | PPL 3.6e2");
  }

  @Test
  void lossAndPerplexityArePositive() {
    assertLeftOut("Position 1000: Loss 0 | PPL 1");
    assertLeftOut("Position 1000: Loss 0.0004 | PPL 1.0");
    assertLeftOut("Position 1000: Loss -0.5 | PPL 0.61");
    assertLeftOut("Position 1000: Loss 1e400 | PPL 1e999");
    assertLeftOut("Position 1000: Loss 1e400 | PPL 2");
    assertLeftOut("Position 1000: Loss 5 | PPL 1e99999999999");
  }

  @Test
  void aPointAfterOneThatIsCutCounts() {
    Point point = new Point(2000, 5.5, 244.7);

    assertThat(point("Position 1000: Loss 5.9366 | PPL 37Position 2000: Loss 5.5 | PPL 244.7"))
        .isEqualTo(point);
    assertThat(line.leftOut()).isTrue();
    assertThat(point("Position 2000: Loss 5.5 | PPL 244.7")).isEqualTo(point);
    assertThat(line.leftOut()).isFalse();
  }

  @Test
  void whatOnlyLooksLikeAPointIsNothing() {
    assertNothing("");
    assertNothing("Position");
    assertNothing("Position 1000");
    assertNothing("Position 1000:");
    assertNothing("Position 1000: Loss");
    assertNothing("Position 1000: Loss5.9 | PPL 4");
    assertNothing("Position 1000: Loss ");
    assertNothing("Position 1000: Loss computation failed");
    assertNothing("Position 1000 Loss 5.9 | PPL 4");
    assertNothing("Position1000: Loss 5.9 | PPL 4");
    assertNothing("Position -1000: Loss 5.9 | PPL 4");
    assertNothing("Position x: Loss 5.9 | PPL 4");
    assertNothing("Position 1000: Loss - | PPL 4");
    assertNothing("position 1000: loss 5.9 | ppl 4");
  }

  @Test
  void aPositionOfTenDigitsIsNone() {
    assertThat(point("Position 999999999: Loss 5 | PPL 148").position()).isEqualTo(999_999_999);
    assertNothing("Position 1000000000: Loss 5 | PPL 148");
  }

  @Test
  void aCheckpointIsNamed() {
    String path = "/data/exp/checkpoints/checkpoint_002000/consolidated";

    assertThat(checkpoint("Checkpoint: " + path)).isEqualTo(path);
    assertThat(checkpoint(PREFIX + "Checkpoint:   " + path + "  ")).isEqualTo(path);
    assertThat(checkpoint("Checkpoint :\t" + path + "/\r")).isEqualTo(path + "/");
    assertThat(checkpoint("Checkpoint:" + path)).isEqualTo(path);
    assertThat(checkpoint("TTT Checkpoint: " + path)).isEqualTo(path);
  }

  @Test
  void aCheckpointMayHaveSpacesAndOtherLetters() {
    assertThat(checkpoint("Checkpoint: /data/my exp/é: 2/cp")).isEqualTo("/data/my exp/é: 2/cp");
  }

  @Test
  void anythingMayStandAfterACheckpoint() {
    String path = "/data/my exp/checkpoints/checkpoint_002000";

    assertThat(checkpoint("Checkpoint: " + path + "/consolidated (step 2000)"))
        .isEqualTo(path + "/consolidated");
    assertThat(checkpoint("Checkpoint: " + path + "/, job 7")).isEqualTo(path + "/");
    assertThat(checkpoint("[Checkpoint: " + path + "] ok")).isEqualTo(path);
    assertThat(checkpoint("Checkpoint: " + path + ".old/x y")).isEqualTo(path + ".old/x y");
    assertThat(checkpoint("Checkpoint: " + path + "/other")).isEqualTo(path + "/other");
  }

  @Test
  void aCheckpointMayStandOnTheNextLine() {
    assertThat(checkpoint("Checkpoint:")).isEmpty();
    assertThat(checkpoint(PREFIX + "Checkpoint:   ")).isEmpty();
  }

  @Test
  void aCheckpointThatIsNoUtf8IsReadAsFarAsItGoes() {
    byte[] bytes = "Checkpoint: /data/é".getBytes(ISO_8859_1);

    assertThat(line.read(bytes, 0, bytes.length)).isEqualTo(LogLine.Kind.CHECKPOINT);
    assertThat(line.checkpoint()).isEqualTo("/data/\uFFFD");
  }

  @Test
  void whatOnlyLooksLikeACheckpointIsNothing() {
    assertNothing("Mode: TTT Checkpoint");
    assertNothing("Checkpoint");
    assertNothing("Checkpoints: /data");
    assertNothing("checkpoint: /data");
    assertNothing("Checkpoint /data");
  }

  @Test
  void onlyTheGivenPartOfTheBufferIsRead() {
    byte[] bytes = "Position 1000: Loss 5.25 | PPL 190.57".getBytes(UTF_8);

    assertThat(line.read(bytes, 1, bytes.length)).isEqualTo(LogLine.Kind.OTHER);
    assertThat(line.read(bytes, 0, bytes.length - 3)).isEqualTo(LogLine.Kind.POINT);
    assertThat(line.perplexity()).isEqualTo(190);
  }
}
