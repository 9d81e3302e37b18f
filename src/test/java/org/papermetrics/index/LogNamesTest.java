package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.layout.ConfiguredPaths;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.testing.Eventually;

/** Which run a log means by a path that is not the run's. */
class LogNamesTest {
  private static final Instant WRITTEN = Instant.parse("2026-03-01T09:30:00Z");
  private static final String CP = "checkpoints/checkpoint_000100";

  private final Path directory;
  private final Path root;
  private final Path away;
  private final CountDownLatch hung = new CountDownLatch(1);
  private final KeyedExecutors executors;
  private final LogNames names;

  LogNamesTest(@TempDir Path directory) throws IOException {
    this.directory = directory.toRealPath();
    root = Files.createDirectory(this.directory.resolve("root"));
    away = Files.createDirectory(this.directory.resolve("away"));
    executors =
        new KeyedExecutors(
            path -> path.startsWith(away) ? away : root, Duration.ofMillis(300), System::nanoTime);
    names =
        new LogNames(
            new ConfiguredPaths(
                List.of(root),
                List.of(),
                new FilePatterns(List.of(FilePatterns.RESULTS), List.of()),
                true,
                path -> false),
            executors);
  }

  private String run(String path) {
    String key = path.startsWith("/") ? path : root + "/" + path;
    names.runCame(key);
    decide();
    return key;
  }

  private String named(String name) {
    names.touched(name, true);
    decide();
    return name;
  }

  private void decide() {
    names.decide(name -> WRITTEN);
  }

  private void link(String name, Path target, Instant made) throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve(name), target);
    FileTime time = FileTime.from(made);
    Files.getFileAttributeView(link, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(time, time, time);
  }

  @Test
  void aPathInAContainerMeansTheRunThatAloneEndsLikeIt() {
    String name = named("/workspace/exp/" + CP);
    assertThat(names.unmatched()).containsKey(name);

    String run = run("exp/" + CP);
    assertThat(names.of(run)).containsExactly(name);
    assertThat(names.unmatched()).isEmpty();

    String other = run("/elsewhere/exp/" + CP);
    assertThat(names.of(run)).isEmpty();
    assertThat(names.of(other)).isEmpty();
    assertThat(names.unmatched().get(name))
        .contains("several runs end like it (/elsewhere/exp/" + CP + ", " + run + ")");

    names.runWent(other);
    decide();
    assertThat(names.of(run)).containsExactly(name);

    names.runWent(run);
    decide();
    assertThat(names.of(run)).isEmpty();
    assertThat(names.unmatched()).containsKey(name);

    names.touched(name, false);
    decide();
    assertThat(names.unmatched()).isEmpty();
  }

  @Test
  void ofSeveralRunsTheOneThatEndsFurthestLikeItIsMeant() {
    String near = run("group_a/exp/" + CP);
    run("group_b/exp/" + CP);

    assertThat(names.of(near)).isEmpty();
    named("/mnt/group_a/exp/" + CP);
    assertThat(names.of(near)).hasSize(1);
  }

  @Test
  void aPathMustBeTheSameFromTheExperimentOn() {
    run("exp/" + CP);
    run("plain/checkpoint_000200");

    named("/workspace/other/" + CP);
    named("/workspace/" + CP);
    named(CP);
    named("/workspace/exp/checkpoints/checkpoint_000200");
    named("/workspace/checkpoint_000200");
    assertThat(names.unmatched()).hasSize(5);

    named("/workspace/plain/checkpoint_000200");
    assertThat(names.unmatched()).hasSize(5);
  }

  @Test
  void aPathThatDependsOnWhoLooksMeansTheRunThatEndsLikeIt() {
    String run = run("exp/" + CP);

    named("~/root/exp/" + CP);
    named("~ron/exp/" + CP);
    named("./exp/" + CP);
    named("../../exp/" + CP);
    named("exp/" + CP);

    assertThat(names.of(run)).hasSize(5);
  }

  @Test
  void dotsAreTakenOutWhereNothingIsThere() {
    String run = run("exp/" + CP);
    String other = run("b/" + CP);

    named(root + "/gone/../exp/" + CP);
    named("/workspace/x/../b/" + CP);

    assertThat(names.of(run)).hasSize(1);
    assertThat(names.of(other)).hasSize(1);
  }

  @Test
  void aPathBelowARootIsThatOfNoOtherRun() {
    String run = run("new/exp/" + CP);

    named(root + "/old/exp/" + CP);

    assertThat(names.of(run)).isEmpty();
    assertThat(names.unmatched()).hasSize(1);
  }

  @Test
  void aPathThatIsThereAndNoRunIsThatOfNoOther() throws IOException {
    String run = run("exp/" + CP);
    Path copy = Files.createDirectories(directory.resolve("copy/exp/" + CP));

    named(copy.toString());

    assertThat(names.of(run)).isEmpty();
    assertThat(names.unmatched()).hasSize(1);
  }

  @Test
  void aPathThroughALinkMeansTheRunThatIsReallyThere() throws IOException {
    Files.createDirectories(root.resolve("real/" + CP));
    Files.createDirectories(root.resolve("x"));
    String run = run("real/" + CP);
    run("/elsewhere/real/" + CP);
    link("old", root.resolve("real"), WRITTEN.minusSeconds(1));
    link("new", root.resolve("real"), WRITTEN.plusSeconds(1));
    link("all", root, WRITTEN.minusSeconds(1));

    named(directory + "/old/" + CP);
    named(directory + "/all/real/" + CP);
    named(directory + "/all/x/../real/" + CP);
    named(directory + "/new/" + CP);

    assertThat(names.of(run)).hasSize(3);
    assertThat(names.unmatched())
        .as("which may have led elsewhere")
        .containsOnlyKeys(directory + "/new/" + CP)
        .allSatisfy((name, why) -> assertThat(why).contains("newer than the log"));
  }

  @Test
  void aRunThatIsRegisteredThroughALinkIsMeantByItsRealPath() throws IOException {
    Path real = Files.createDirectories(directory.resolve("store/exp/" + CP));
    link("link", directory.resolve("store"), WRITTEN.minusSeconds(1));
    String run = run(directory + "/link/exp/" + CP);
    String twin = run(directory + "/link/../store/exp/" + CP);

    String name = named(real.toString());

    assertThat(names.of(run)).containsExactly(name);
    assertThat(names.of(twin)).containsExactly(name);
  }

  @Test
  void aRunsOwnPathNeedsNoMatch() {
    String run = run("exp/" + CP);
    named(run);
    named("none");

    assertThat(names.of(run)).isEmpty();
    assertThat(names.unmatched()).isEmpty();
  }

  @Test
  void withoutAnAnswerAllStaysAndIsAskedAgain() throws Exception {
    String run = run("exp/" + CP);
    String first = named("/workspace/exp/" + CP);
    for (int i = 0; i < 2; i++) {
      executors.ask(root, () -> hung.await(1, TimeUnit.MINUTES));
    }

    names.touched(first, true);
    String second = named("/other/exp/" + CP);

    assertThat(names.of(run)).containsExactly(first);
    assertThat(names.unmatched()).isEmpty();
    hung.countDown();
    Eventually.holds(
        () -> {
          decide();
          return names.of(run).size() == 2;
        },
        "both are matched again");
    assertThat(names.of(run)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void asLongAsItIsNotKnownWhereARunIsNoOtherPathIsSaidToBeNone() throws Exception {
    for (int i = 0; i < 2; i++) {
      executors.ask(away, () -> hung.await(1, TimeUnit.MINUTES));
    }
    run(away + "/exp/" + CP);
    String name = named(Files.createDirectories(root.resolve("other/" + CP)).toString());
    assertThat(names.unmatched()).isEmpty();
    hung.countDown();
    Eventually.holds(
        () -> {
          decide();
          return names.unmatched().containsKey(name);
        },
        "it is decided");
  }
}
