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
    assertThat(point("Position 1000: loss=5.9366,perplexity=378.66")).isEqualTo(point);
  }

  @Test
  void anythingMayStandBeforeAndAfterAPoint() {
    Point point = new Point(43000, 7.1, 1211.97);

    assertThat(point("[rank0]:Position 43000: Loss 7.1 | PPL 1211.97 (1.2 s)")).isEqualTo(point);
    assertThat(point("Position Position 43000: Loss 7.1 | PPL 1211.97.")).isEqualTo(point);
    assertThat(point("Pos PositionX Position 43000: loss=7.1, perplexity=1211.97, n=3"))
        .isEqualTo(point);
    assertThat(point("é Position 43000: Loss 7.1 | PPL 1211.97\r")).isEqualTo(point);
  }

  @Test
  void numbersMayHaveASignOrAnExponent() {
    assertThat(point("Position 1000: Loss 1.5e+00 | PPL 7.372e4"))
        .isEqualTo(new Point(1000, 1.5, 73720));
    assertThat(point("Position 1000: loss=1E-05, perplexity=+1.00001"))
        .isEqualTo(new Point(1000, 0.00001, 1.00001));
    assertThat(point("Position 1000: Loss -0.5 | PPL 10")).isEqualTo(new Point(1000, -0.5, 10));
    assertThat(point("Position 1000: Loss .5 | PPL 1.")).isEqualTo(new Point(1000, 0.5, 1));
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
  void aNumberBeyondAllBoundsIsInfinite() {
    assertThat(point("Position 1000: Loss 1e400 | PPL 2").loss())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void whatOnlyLooksLikeAPointIsNothing() {
    assertNothing("");
    assertNothing("Position");
    assertNothing("Position 1000");
    assertNothing("Position 1000:");
    assertNothing("Position 1000: Loss");
    assertNothing("Position 1000: Loss 5.9");
    assertNothing("Position 1000: Loss 5.9 |");
    assertNothing("Position 1000: Loss 5.9 | PPL");
    assertNothing("Position 1000: Loss 5.9 | PPL ");
    assertNothing("Position 1000: Loss 5.9 , PPL 4");
    assertNothing("Position 1000: Loss5.9 | PPL 4");
    assertNothing("Position 1000: Loss 5.9 | PPL4");
    assertNothing("Position 1000: loss=5.9 | perplexity=4");
    assertNothing("Position 1000: loss=5.9, PPL 4");
    assertNothing("Position 1000 Loss 5.9 | PPL 4");
    assertNothing("Position1000: Loss 5.9 | PPL 4");
    assertNothing("Position -1000: Loss 5.9 | PPL 4");
    assertNothing("Position x: Loss 5.9 | PPL 4");
    assertNothing("Position 1000: Loss - | PPL 4");
    assertNothing("Position 1000: Loss 5.9.1 | PPL 4");
    assertNothing("Position 1000: Loss 1e | PPL 4");
    assertNothing("position 1000: loss 5.9 | ppl 4");
  }

  @Test
  void aPositionOfTenDigitsIsNone() {
    assertThat(point("Position 999999999: Loss 5 | PPL 4").position()).isEqualTo(999_999_999);
    assertNothing("Position 1000000000: Loss 5 | PPL 4");
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
  void aCheckpointThatIsNoUtf8IsReadAsFarAsItGoes() {
    byte[] bytes = "Checkpoint: /data/é".getBytes(ISO_8859_1);

    assertThat(line.read(bytes, 0, bytes.length)).isEqualTo(LogLine.Kind.CHECKPOINT);
    assertThat(line.checkpoint()).isEqualTo("/data/\uFFFD");
  }

  @Test
  void whatOnlyLooksLikeACheckpointIsNothing() {
    assertNothing("Mode: TTT Checkpoint");
    assertNothing("Checkpoint");
    assertNothing("Checkpoint:");
    assertNothing("Checkpoint:   ");
    assertNothing("Checkpoints: /data");
    assertNothing("checkpoint: /data");
    assertNothing("Checkpoint /data");
  }

  @Test
  void onlyTheGivenPartOfTheBufferIsRead() {
    byte[] bytes = "Position 1000: Loss 5.25 | PPL 378.66".getBytes(UTF_8);

    assertThat(line.read(bytes, 1, bytes.length)).isEqualTo(LogLine.Kind.OTHER);
    assertThat(line.read(bytes, 0, bytes.length - 3)).isEqualTo(LogLine.Kind.POINT);
    assertThat(line.perplexity()).isEqualTo(378);
  }
}
