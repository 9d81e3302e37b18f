package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryReading.Read;
import org.papermetrics.registry.RegistryUpdate.Done;
import org.papermetrics.registry.RemovalDetector.Verdict;

class RemovalDetectorTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final FileStamp RESULTS = stamp("9", 100, START);

  private final Map<RunKey, FileStamp> resultsOnDisk = new HashMap<>();
  private final RemovalDetector removals = new RemovalDetector(Duration.ofSeconds(10));

  @Test
  void theFirstVersionIsTakenAsItIs() {
    assertThat(observe(0, in("1", "a", "b"))).isEqualTo(nothing());
    assertThat(removals.removals()).isEmpty();
  }

  @Test
  void whatAStaleCopyDropsMomentsAfterItCameIsWrittenAgain() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "ours"));

    Verdict verdict = observe(4, in("2", "old", "theirs"));

    assertThat(verdict).isEqualTo(new Verdict(List.of(run("ours")), List.of()));
    assertThat(removals.isRemoved(key("ours"), () -> Optional.of(RESULTS))).isFalse();
  }

  @Test
  void itIsToldUntilItIsThere() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "ours"));
    observe(4, in("2", "old", "theirs"));

    assertThat(observe(60, in("2", "old", "theirs")).dropped()).containsExactly(run("ours"));
    assertThat(observe(61, in("3", "old", "theirs", "ours"))).isEqualTo(nothing());
  }

  @Test
  void writtenAgainItIsYoungAgain() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "ours"));
    observe(9, in("2", "old", "theirs"));
    observe(10, in("3", "old", "theirs", "ours"));

    assertThat(observe(18, in("3", "old", "others")).dropped())
        .containsExactly(run("theirs"), run("ours"));
  }

  @Test
  void whatVanishesLaterWasRemovedByAPerson() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "ours"));

    Verdict verdict = observe(12, in("2", "old", "theirs"));

    assertThat(verdict).isEqualTo(new Verdict(List.of(), List.of(key("ours"))));
    assertThat(removals.isRemoved(key("ours"), () -> Optional.of(RESULTS))).isTrue();
    assertThat(removals.removals()).containsExactly(Removal.of(key("ours"), RESULTS));
  }

  @Test
  void whatWasThereBeforeUsIsNotYoung() {
    observe(0, in("1", "old", "older"));

    assertThat(observe(1, in("1", "old", "theirs")).removed()).containsExactly(key("older"));
  }

  @Test
  void aNewFileThatOnlyLacksAnEntryWasWrittenOnPurpose() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "ours"));

    assertThat(observe(2, in("3", "old")).removed()).containsExactly(key("ours"));
  }

  @Test
  void theSameFileThatOnlyLacksAnEntryCanBeAStaleCopy() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "ours"));

    assertThat(observe(2, in("2", "old")).dropped()).containsExactly(run("ours"));
  }

  @Test
  void whereFilesHaveNoNumberAnyFileCanBeAStaleCopy() {
    observe(0, in("", "old"));
    observe(1, in("", "old", "ours"));

    assertThat(observe(2, in("", "old")).dropped()).containsExactly(run("ours"));
  }

  @Test
  void anEntryWithoutResultsIsNotWrittenAgain() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "mistyped"));
    resultsOnDisk.remove(key("mistyped"));

    assertThat(observe(2, in("2", "old", "corrected")).removed()).containsExactly(key("mistyped"));
    assertThat(removals.isRemoved(key("mistyped"), () -> Optional.empty())).isTrue();
    assertThat(removals.isRemoved(key("mistyped"), () -> Optional.of(RESULTS))).isFalse();
  }

  @Test
  void aRemovedRunStaysAwayUntilItsResultsChange() {
    observe(0, in("1", "a", "b"));
    observe(20, in("1", "b"));

    FileStamp elsewhere = stamp("other device", 100, START);
    assertThat(removals.isRemoved(key("a"), () -> Optional.of(elsewhere))).isTrue();
    assertThat(removals.isRemoved(key("a"), () -> Optional.of(stamp("9", 101, START)))).isFalse();
    assertThat(removals.isRemoved(key("a"), () -> Optional.of(stamp("9", 100, START.plusNanos(1)))))
        .isFalse();
    assertThat(removals.isRemoved(key("a"), Optional::empty)).isTrue();
    assertThat(removals.isRemoved(key("b"), () -> Optional.of(RESULTS))).isFalse();
  }

  @Test
  void aRemovedRunIsBackWhenItIsRegisteredAgain() {
    observe(0, in("1", "b", "c"));
    observe(20, in("1", "c"));
    observe(21, in("1", "c", "b"));

    assertThat(removals.isRemoved(key("b"), () -> Optional.of(RESULTS))).isFalse();
    assertThat(removals.removals()).isEmpty();
  }

  @Test
  void aRemovalThatOurOwnUpdateFindsIsSeen() {
    observe(0, in("1", "old"));
    observe(1, in("2", "old", "ours"));
    Done done = new Done(List.of(), List.of(), in("3", "old"), in("4", "old", "next"));

    Verdict verdict = removals.observe(done, START.plusSeconds(2), this::resultsOf);

    assertThat(verdict).isEqualTo(new Verdict(List.of(), List.of(key("ours"))));
  }

  @Test
  void aRegistryThatIsGoneTakesItsRemovalsWithIt() {
    observe(0, in("1", "a", "b"));
    observe(20, in("1", "b"));
    removals.registryGone();

    assertThat(removals.isRemoved(key("a"), () -> Optional.of(RESULTS))).isFalse();
    assertThat(observe(21, in("2", "c"))).isEqualTo(nothing());
  }

  @Test
  void whatWasRemovedWhileWeWereAwayIsRemoved() {
    FileStamp results = stamp("9", 5, START);
    resultsOnDisk.put(key("b"), RESULTS);
    removals.restore(List.of(key("a"), key("b")), List.of(Removal.of(key("c"), results)));

    assertThat(observe(0, in("1", "a")).removed()).containsExactly(key("b"));
    assertThat(removals.isRemoved(key("c"), () -> Optional.of(results))).isTrue();
    assertThat(removals.removals()).hasSize(2);
  }

  /** Versions share what has not changed; it makes no difference whether they do. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void whatIsTheSameNeedNotBeCompared(long seed) {
    Random random = new Random(seed);
    RemovalDetector other = new RemovalDetector(Duration.ofSeconds(10));
    Map<String, RegistryEntry> shared = new HashMap<>();
    List<String> names = new ArrayList<>();
    Read before = in("1");
    int verdicts = 0;
    for (int i = 0, second = 0; i < 200; i++, second += random.nextInt(6)) {
      List<String> former = List.copyOf(names);
      for (int n = random.nextInt(3); n > 0; n--) {
        String name = "" + (char) ('a' + random.nextInt(12));
        if (!names.remove(name) || random.nextInt(3) == 0) {
          names.add(random.nextInt(names.size() + 1), name);
        }
      }
      Read fresh = in("" + random.nextInt(3), names.toArray(String[]::new));
      Read now =
          new Read(
              fresh.entries().stream()
                  .map(entry -> shared.computeIfAbsent(entry.key().value(), key -> entry))
                  .toList(),
              List.of(),
              fresh.stamp());
      Instant at = START.plusSeconds(second);
      Verdict verdict;
      Verdict expected;
      if (random.nextInt(20) == 0) {
        removals.registryGone();
        other.registryGone();
      }
      if (random.nextBoolean()) {
        List<RegistryEntry> changed =
            Stream.concat(before.entries().stream(), fresh.entries().stream())
                .filter(
                    entry ->
                        former.contains(name(entry)) != names.contains(name(entry))
                            || random.nextInt(20) == 0)
                .toList();
        Done done = new Done(changed, List.of(), before, now);
        verdict = removals.observe(done, at, this::resultsOf);
        Read copy = in("0", former.toArray(String[]::new));
        expected =
            other.observe(
                new Done(
                    changed, List.of(), new Read(copy.entries(), List.of(), before.stamp()), fresh),
                at,
                this::resultsOf);
      } else {
        verdict = removals.observe(now, at, this::resultsOf);
        expected = other.observe(fresh, at, this::resultsOf);
      }
      assertThat(verdict).isEqualTo(expected);
      assertThat(removals.removals()).isEqualTo(other.removals());
      verdicts += verdict.removed().size() + verdict.dropped().size();
      before = now;
    }
    assertThat(verdicts).isGreaterThan(10);
  }

  private static String name(RegistryEntry entry) {
    return entry.key().value().substring("/c/".length());
  }

  private Verdict observe(int second, Read version) {
    return removals.observe(version, START.plusSeconds(second), this::resultsOf);
  }

  private Removal resultsOf(RunKey key) {
    return Removal.of(key, resultsOnDisk.get(key));
  }

  /** A version in the file with this inode; the results of its runs are there. */
  private Read in(String inode, String... names) {
    Stream.of(names).forEach(name -> resultsOnDisk.put(key(name), RESULTS));
    return new Read(
        Stream.of(names)
            .map(
                name ->
                    new RegistryEntry(
                        key(name), "/c/" + name, null, List.of(Path.of("/c", name, "r.json"))))
            .toList(),
        List.of(),
        stamp(inode, names.length, START));
  }

  private static RunKey key(String name) {
    return RunKey.ofCheckpoint("/c/" + name);
  }

  private static NewRun run(String name) {
    return new NewRun("/c/" + name, "/c/" + name + "/r.json");
  }

  private static Verdict nothing() {
    return new Verdict(List.of(), List.of());
  }

  private static FileStamp stamp(String inode, long size, Instant modified) {
    return new FileStamp(inode, size, modified, modified);
  }
}
