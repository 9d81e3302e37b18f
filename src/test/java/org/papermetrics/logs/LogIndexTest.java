package org.papermetrics.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.testing.LogLines;
import org.papermetrics.testing.SpecialFile;

class LogIndexTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");

  private final Path directory;
  private final LogIndex index = new LogIndex();

  LogIndexTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private static String naming(String checkpoint) {
    return "2025-10-20 10:00:00,001 - INFO - Checkpoint:   " + checkpoint + "\n";
  }

  /** Points at 1000, 2000 … whose loss tells where they come from. */
  private static String points(int n, double loss) {
    return LogLines.points(n, loss);
  }

  private LogIndex.Touched put(String name, String content) throws IOException {
    return put(name, content, 0);
  }

  private LogIndex.Touched put(String name, String content, int minute) throws IOException {
    Path log = directory.resolve(name);
    Files.writeString(log, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    Files.setLastModifiedTime(log, FileTime.from(NOW.plusSeconds(minute * 60L)));
    return update(name);
  }

  private LogIndex.Touched update(String... names) {
    return index.update(Arrays.stream(names).map(directory::resolve).toList(), NOW);
  }

  private List<String> problems() {
    return index.problems().stream().map(Problem::message).toList();
  }

  /** The loss of the first point of each file. */
  private static List<Double> losses(Progression progression) {
    return progression.files().stream().map((Curve file) -> file.loss(0)).toList();
  }

  private List<Double> losses(String checkpoint) {
    return index
        .ofCheckpoint(checkpoint)
        .map(LogCurves::progression)
        .map(LogIndexTest::losses)
        .orElse(List.of());
  }

  @Test
  void aLogBelongsToTheRunThatItNames() throws IOException {
    LogIndex.Touched touched =
        put("paper_metrics_1.err", naming("/d/a/consolidated") + points(3, 1.5));

    assertThat(touched).isEqualTo(new LogIndex.Touched(Set.of("/d/a"), Set.of()));
    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(losses("/d/b")).isEmpty();
    assertThat(index.unnamed()).isEmpty();
    assertThat(problems()).isEmpty();
  }

  @Test
  void theLogAndTheErrOfOneJobAreOneLog() throws IOException {
    put("paper_metrics_1.log", naming("/d/a"));
    put("paper_metrics_1.err", points(3, 1.5));

    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(index.unnamed()).isEmpty();
  }

  @Test
  void logsWhoseNamesAreNoTextAreNotMixedUp() {
    Path log = Path.of(URI.create("file:///logs/paper_metrics_%E8.log"));

    assertThat(LogIndex.isOneJob(log, Path.of(URI.create("file:///logs/paper_metrics_%E9.log"))))
        .isFalse();
    assertThat(LogIndex.isOneJob(log, Path.of(URI.create("file:///logs/paper_metrics_%E8.err"))))
        .isTrue();
  }

  @Test
  void whereBothFilesOfAJobHaveThePointsTheFullerCounts() throws IOException {
    put("paper_metrics_1.log", naming("/d/a") + points(2, 2.5));
    put("paper_metrics_1.err", naming("/d/a") + points(3, 1.5));

    assertThat(losses("/d/a")).containsExactly(1.5);
  }

  @Test
  void aPackedLogTakesThePlaceOfThePlainOne() throws IOException {
    put("paper_metrics_1.log", naming("/d/a"));
    put("paper_metrics_1.err", points(3, 1.5));
    pack("paper_metrics_1.err", points(3, 1.5).getBytes(UTF_8));
    assertThat(losses("/d/a")).as("both are there").containsExactly(1.5);

    Files.delete(directory.resolve("paper_metrics_1.err"));
    update("paper_metrics_1.err");
    pack("paper_metrics_1.log", naming("/d/a").getBytes(UTF_8));
    Files.delete(directory.resolve("paper_metrics_1.log"));
    update("paper_metrics_1.log");
    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(problems()).isEmpty();
    assertThat(index.unnamed()).isEmpty();

    put("paper_metrics_1.err", naming("/d/a") + points(2, 2.5), 1);
    assertThat(losses("/d/a")).as("the packed one has more").containsExactly(1.5);
    put("paper_metrics_1.err", LogLines.point(3000, 2.5), 2);
    assertThat(losses("/d/a")).as("of equal ones the plain one counts").containsExactly(2.5);
  }

  private void pack(String name, byte[] content) throws IOException {
    Files.write(directory.resolve(name + ".gz"), LogPackedTest.packed(content));
    update(name + ".gz");
  }

  @Test
  void aLogOfTheBaselineNamesThePretrainedModel() throws IOException {
    put("paper_metrics_1.log", "Mode: BASELINE\nJob ID: 1\n");
    put("paper_metrics_1.err", "Position 1000/44000: avg_loss=1.5\n");

    assertThat(losses(LogIndex.pretrainedKey())).containsExactly(1.5);
  }

  @Test
  void theErrOfAnotherJobIsAnotherLog() throws IOException {
    put("paper_metrics_1.log", naming("/d/a"));
    put("paper_metrics_2.err", points(3, 1.5));

    assertThat(losses("/d/a")).isEmpty();
    assertThat(index.unnamed()).hasSize(1);
  }

  @Test
  void theNewestLogThatHasPointsCounts() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(3, 1.5), 1);
    put("paper_metrics_3.err", naming("/d/a") + points(1, 3.5), 3);
    put("paper_metrics_2.err", naming("/d/a") + points(3, 2.5), 2);
    put("paper_metrics_4.err", naming("/d/a"), 4);

    assertThat(losses("/d/a")).containsExactly(3.5);
  }

  @Test
  void ofLogsOfOneTimeTheLaterJobNumberCounts() throws IOException {
    put("paper_metrics_999.err", naming("/d/a") + points(1, 1.5));
    put("paper_metrics_1000.err", naming("/d/a") + points(1, 2.5));

    assertThat(losses("/d/a")).containsExactly(2.5);
  }

  @Test
  void anOlderLogCountsAgainWhenTheNewestIsDeleted() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(3, 1.5), 1);
    put("paper_metrics_2.err", naming("/d/a") + points(3, 2.5), 2);
    Files.delete(directory.resolve("paper_metrics_2.err"));

    assertThat(update("paper_metrics_2.err").checkpoints()).containsExactly("/d/a");
    assertThat(losses("/d/a")).containsExactly(1.5);
  }

  @Test
  void aLogThatGrowsTouchesItsRunAgain() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(1, 1.5));

    LogIndex.Touched touched = put("paper_metrics_1.err", points(1, 2.5), 1);

    assertThat(touched.checkpoints()).containsExactly("/d/a");
    assertThat(losses("/d/a")).containsExactly(1.5, 2.5);
  }

  @Test
  void aJobThatEvaluatesSeveralCheckpointsHasCurvesOfEach() throws IOException {
    put(
        "paper_metrics_1.err",
        naming("/d/a") + points(2, 1.5) + points(1, 1.75) + naming("/d/b") + points(3, 2.5));
    put("paper_metrics_1.log", naming("/d/a") + naming("/d/b"));

    assertThat(losses("/d/a")).containsExactly(1.5, 1.75);
    assertThat(losses("/d/b")).containsExactly(2.5);
    assertThat(problems()).isEmpty();
  }

  @Test
  void ofAJobThatIsStartedAgainTheLaterAttemptCounts() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(4, 1.5) + points(2, 1.75));
    assertThat(losses("/d/a")).containsExactly(1.5, 1.75);

    put("paper_metrics_1.err", naming("/d/a/consolidated/") + points(3, 2.5), 1);
    assertThat(losses("/d/a")).as("not as far yet").containsExactly(1.5, 1.75);

    put("paper_metrics_1.err", points(1, 2.25).replace("1000", "4000") + points(2, 2.75), 2);
    assertThat(losses("/d/a")).containsExactly(2.5, 2.75);

    put("paper_metrics_1.err", points(5, 3.5), 3);
    assertThat(losses("/d/a")).containsExactly(2.5, 2.75, 3.5);
    assertThat(index.ofCheckpoint("/d/a").orElseThrow().progression().files())
        .extracting(Curve::size)
        .containsExactly(4, 2, 5);
  }

  @Test
  void anUnfinishedAttemptDoesNotHideACompleteOne() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(4, 1.5) + points(3, 1.75));
    put("paper_metrics_1.err", naming("/d/a") + points(4, 2.5) + points(2, 2.75), 1);
    put("paper_metrics_1.err", naming("/d/a") + points(4, 3.5), 2);
    assertThat(losses("/d/a")).containsExactly(1.5, 1.75);

    put("paper_metrics_1.err", points(3, 3.75), 3);
    assertThat(losses("/d/a")).containsExactly(3.5, 3.75);
  }

  @Test
  void ofTwoWholeEvaluationsInOneLogTheLaterCounts() throws IOException {
    String whole = points(4, 1.5) + points(3, 1.75);
    put(
        "paper_metrics_1.err",
        naming("/d/a") + whole + naming("/d/a") + whole.replace("1.5", "1.50"));
    assertThat(index.ofCheckpoint("/d/a").orElseThrow().progression().files()).hasSize(2);

    put("paper_metrics_1.err", naming("/d/a") + points(4, 2.5) + points(3, 2.75), 1);
    assertThat(losses("/d/a")).containsExactly(2.5, 2.75);
  }

  @Test
  void anAttemptThatBeginsWithTheSamePointIsAnother() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(1, 1.5));
    put("paper_metrics_1.err", naming("/d/a") + points(3, 1.5) + points(3, 1.75), 1);

    assertThat(losses("/d/a")).containsExactly(1.5, 1.75);
  }

  @Test
  void aNameInTheMiddleOfAnAudioFileBeginsNoAttempt() throws IOException {
    String two = points(2, 1.5);
    put("paper_metrics_1.err", naming("/d/a") + two + naming("/d/a"));
    put("paper_metrics_1.err", points(3, 1.5).substring(two.length()) + points(2, 1.75), 1);

    assertThat(losses("/d/a")).containsExactly(1.5, 1.75);
  }

  @Test
  void attemptsAtSeveralCheckpointsAreApart() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(3, 1.5) + naming("/d/b") + points(1, 2.5));
    put(
        "paper_metrics_1.err",
        naming("/d/a") + points(1, 3.5) + naming("/d/b") + points(3, 4.5),
        1);

    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(losses("/d/b")).containsExactly(4.5);
  }

  @Test
  void pointsThatMayBeOfSeveralCheckpointsAreOfNone() throws IOException {
    put("paper_metrics_cp002000.log", naming("/d/a") + naming("/d/b"));
    put("paper_metrics_cp002000.err", points(3, 1.5));

    assertThat(losses("/d/a")).isEmpty();
    assertThat(losses("/d/b")).isEmpty();
    assertThat(index.ofStep(2000)).isEmpty();
    assertThat(problems())
        .containsExactly(
            "paper_metrics_cp002000.err has long-context points, but its job names several"
                + " checkpoints elsewhere. Add a line \"Checkpoint: <path>\" before the points of"
                + " each.");

    Files.delete(directory.resolve("paper_metrics_cp002000.log"));
    update("paper_metrics_cp002000.log");
    assertThat(problems()).isEmpty();
    assertThat(index.ofStep(2000)).isPresent();
  }

  @Test
  void pointsOfSeveralCheckpointsThatAreMixedAreOfNone() throws IOException {
    put("paper_metrics_0.err", naming("/d/a") + points(3, 0.5), -1);
    put("paper_metrics_1.err", naming("/d/a") + naming("/d/b") + points(1, 1.5) + points(2, 2.5));
    assertThat(problems()).isEmpty();

    put("paper_metrics_1.err", LogLines.point(2000, 1.5), 1);

    assertThat(losses("/d/a")).as("an older log has them").containsExactly(0.5);
    assertThat(losses("/d/b")).isEmpty();
    assertThat(index.unnamed()).isEmpty();
    assertThat(problems())
        .containsExactly(
            "paper_metrics_1.err names several checkpoints and mixes their points, so that no run can"
                + " have them. Let each evaluation write a log of its own.");

    Files.delete(directory.resolve("paper_metrics_1.err"));
    update("paper_metrics_1.err");
    assertThat(problems()).isEmpty();
  }

  @Test
  void anEvaluationThatBeginsAmongThePointsOfAnotherMixesThem() throws IOException {
    String point = LogLines.point(4000, 1.5);
    put("paper_metrics_1.err", naming("/d/a") + points(3, 1.5) + naming("/d/b") + point);
    put("paper_metrics_2.err", naming("/d/c") + points(3, 1.5) + naming("/d/d") + points(1, 2.5));
    put("paper_metrics_2.err", LogLines.point(4000, 1.5) + LogLines.point(2000, 2.5));

    assertThat(List.of("/d/a", "/d/b", "/d/c", "/d/d")).allMatch(key -> losses(key).isEmpty());
    assertThat(problems()).hasSize(2);
  }

  @Test
  void aLogOfOneCheckpointMixesNothing() throws IOException {
    put("paper_metrics_1.err", naming("/d/a") + points(3, 1.5) + LogLines.point(2000, 2.5));

    assertThat(losses("/d/a")).containsExactly(1.5, 2.5);
    assertThat(problems()).isEmpty();
  }

  @Test
  void aPointThatIsRepeatedMixesNothing() throws IOException {
    String twice = points(3, 2.5).replaceAll("(.*\n)", "$1$1");
    put("paper_metrics_1.err", naming("/d/a") + naming("/d/b") + twice + twice);

    assertThat(losses("/d/b")).containsExactly(2.5, 2.5);
    assertThat(problems()).isEmpty();
  }

  @Test
  void aLineThatIsLeftOutMixesNothing() throws IOException {
    String cut = "Position 1000: Loss 1.5 | PP\n";
    String nan = "Position 1000: Loss nan | PPL nan\n";
    String rest = LogLines.point(2000, 2.5) + LogLines.point(3000, 2.5);
    put("paper_metrics_1.err", naming("/d/a") + points(1, 1.5) + naming("/d/b") + cut + rest);
    put("paper_metrics_2.err", naming("/d/c") + naming("/d/d") + points(3, 1.5) + nan + rest);

    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(losses("/d/b")).containsExactly(2.5);
    assertThat(losses("/d/d")).containsExactly(1.5, 2.5);
  }

  @Test
  void aLogThatNamesNoneIsFoundByTheStepInItsName() throws IOException {
    LogIndex.Touched touched = put("paper_metrics_cp002000_77.err", points(3, 1.5));

    assertThat(touched).isEqualTo(new LogIndex.Touched(Set.of(), Set.of(2000L)));
    assertThat(losses(index.ofStep(2000).orElseThrow().progression())).containsExactly(1.5);
    assertThat(index.ofStep(77)).isEmpty();
    assertThat(index.unnamed())
        .containsExactly(
            new LogIndex.Unnamed(
                directory.resolve("paper_metrics_cp002000_77.err"), OptionalLong.of(2000)));
  }

  @Test
  void aLogThatNamesARunIsNotFoundByItsStep() throws IOException {
    put("paper_metrics_cp002000.err", naming("/d/a") + points(3, 1.5));

    assertThat(index.ofStep(2000)).isEmpty();
  }

  @Test
  void aLogThatNamesItsRunLaterIsNoLongerFoundByItsStep() throws IOException {
    put("paper_metrics_cp002000.err", points(3, 1.5));

    LogIndex.Touched touched = put("paper_metrics_cp002000.err", naming("/d/a"), 1);

    assertThat(touched).isEqualTo(new LogIndex.Touched(Set.of("/d/a"), Set.of(2000L)));
    assertThat(index.ofStep(2000)).isEmpty();
    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(index.unnamed()).isEmpty();
  }

  @Test
  void onlyTheNameOfTheFileCountsForTheStep() throws IOException {
    Files.createDirectory(directory.resolve("cp001000"));
    put("cp001000/paper_metrics_7.err", points(3, 1.5));

    assertThat(index.unnamed())
        .extracting(LogIndex.Unnamed::step)
        .containsExactly(OptionalLong.empty());
    assertThat(LogIndex.stepIn("paper_metrics_CP1234567.log")).hasValue(1_234_567);
    assertThat(LogIndex.stepIn("paper_metrics_cp.log")).isEmpty();
  }

  @Test
  void aLogWithoutPointsIsNoMatterOfAnybody() throws IOException {
    assertThat(put("paper_metrics_1.err", "")).isEqualTo(new LogIndex.Touched(Set.of(), Set.of()));
    put("paper_metrics_2.err", naming("/d/a"));
    put("paper_metrics_3.err", LogLines.point(1000, 1.5).strip());

    assertThat(losses("/d/a")).isEmpty();
    assertThat(index.unnamed()).isEmpty();
    assertThat(problems()).isEmpty();
  }

  @Test
  void aBinaryLogIsOneProblemUntilItIsGone() throws IOException {
    put("paper_metrics_1.err", "\0\1\2\n" + naming("/d/a") + points(1, 1.5));

    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(index.problems())
        .singleElement()
        .isEqualTo(
            new Problem(
                Problem.Kind.LOG_UNREADABLE,
                directory.resolve("paper_metrics_1.err").toString(),
                "paper_metrics_1.err holds bytes that are no text; only its readable lines are used.",
                NOW));

    Files.delete(directory.resolve("paper_metrics_1.err"));
    update("paper_metrics_1.err");
    assertThat(problems()).isEmpty();
  }

  @Test
  void linesThatAreLeftOutAreOneProblemOfALog() throws IOException {
    put(
        "paper_metrics_1.err",
        naming("/d/a") + points(1, 1.5) + "Position 2000: Loss 1.5 | PPL 9\n".repeat(2));

    assertThat(losses("/d/a")).containsExactly(1.5);
    assertThat(problems())
        .containsExactly(
            "paper_metrics_1.err: 2 lines were left out because a number is cut off, or loss and"
                + " perplexity do not fit each other; the first is line 3.");
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeALogIsAProblemAndKeepsWhatWasRead(SpecialFile kind) throws Exception {
    Path log =
        Files.writeString(
            directory.resolve("paper_metrics_1.log"), "Checkpoint: /c/a\n" + points(1, 1.5));
    update("paper_metrics_1.log");
    Files.delete(log);
    kind.make(log);

    update("paper_metrics_1.log");
    update("paper_metrics_1.log");

    assertThat(problems())
        .singleElement()
        .satisfies(
            p ->
                assertThat(p)
                    .startsWith("paper_metrics_1.log " + kind.words())
                    .endsWith(" Replace or remove it."));
    assertThat(index.ofCheckpoint("/c/a")).isPresent();
    Files.delete(log);
    update("paper_metrics_1.log");
    assertThat(problems()).isEmpty();
    assertThat(index.ofCheckpoint("/c/a")).isEmpty();
  }

  @Test
  void aLogWithoutReadPermissionIsAProblem() throws IOException {
    Path log = Files.writeString(directory.resolve("paper_metrics_1.log"), points(1, 1.5));
    Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("-wx-wx-wx"));
    assumeThat(Files.isReadable(log)).as("this user may read everything").isFalse();

    update("paper_metrics_1.log");

    assertThat(problems())
        .containsExactly(
            "paper_metrics_1.log cannot be read: permission denied. Give the user of this program"
                + " read access.");
  }
}
