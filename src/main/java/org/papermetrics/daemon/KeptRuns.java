package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.papermetrics.config.Settings;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.RunIndex;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.Snapshot;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.SavedRegistryEntry;
import org.papermetrics.state.SavedState;
import org.papermetrics.watch.OneTimeScan;

/**
 * The runs that one pass keeps from the data file that it is about to replace, because nothing can
 * be said of them now.
 *
 * <p>A pass remembers nothing. So when a file or directory cannot be read, or a checkpoint
 * directory is as empty as the mount point of a share that is not mounted, the state of the pass is
 * put into another index as at a restart of the daemon, with the former runs added. The rules of
 * the index then decide which of them stay.
 */
final class KeptRuns {
  /** After these there may be less to read than there was. */
  private static final Set<Problem.Kind> DOUBTS =
      EnumSet.of(
          Problem.Kind.RESULTS_UNREADABLE,
          Problem.Kind.CONFIG_UNREADABLE,
          Problem.Kind.REGISTRY_UNREADABLE,
          Problem.Kind.ROOT_UNAVAILABLE,
          Problem.Kind.DIRECTORY_UNREADABLE);

  private final Settings settings;
  private final OneTimeScan found;
  private final boolean searched;
  private final FormerDataFile former;
  private final Clock clock;

  /**
   * Keeps what is in a data file.
   *
   * @param found what was found on the disk
   * @param searched whether the checkpoint directories were searched
   */
  KeptRuns(
      Settings settings, OneTimeScan found, boolean searched, FormerDataFile former, Clock clock) {
    this.settings = settings;
    this.found = found;
    this.searched = searched;
    this.former = former;
    this.clock = clock;
  }

  /** Whether the registry cannot be read. */
  static boolean hasNoRegistry(RunIndex index) {
    return index.snapshot().problems().stream()
        .anyMatch(problem -> problem.kind() == Problem.Kind.REGISTRY_UNREADABLE);
  }

  /** The board of an index that has read everything, with the runs that are kept. */
  Snapshot board(RunIndex index) throws InterruptedException {
    MemoryStateStore store = new MemoryStateStore();
    store.save(index.toSave(true, Map.of()));
    SavedState read = store.load();
    List<Path> emptied = emptied(read);
    boolean doubts =
        index.snapshot().problems().stream().anyMatch(problem -> DOUBTS.contains(problem.kind()));
    return emptied.isEmpty() && !doubts
        ? index.snapshot()
        : restored(read, emptied, hasNoRegistry(index));
  }

  private Snapshot restored(SavedState read, List<Path> emptied, boolean noRegistry)
      throws InterruptedException {
    List<Problem> problems = problems(emptied);
    SavedState state = read.withoutVersion().withProblems(problems);
    Set<Path> elsewhere = new HashSet<>();
    if (noRegistry) {
      state = former.runs().addElsewhereTo(state, settings.checkpointDirs());
      state.entries().forEach(entry -> elsewhere.addAll(entry.files().results()));
    }
    state = former.runs().addTo(state, searched);
    Predicate<Path> away =
        OneShotAggregation.below(found.unavailable())
            .or(OneShotAggregation.below(emptied))
            .or(elsewhere::contains);
    RunIndex index = OneShotAggregation.index(settings, away, RunIndex.NEVER, clock);
    index.restore(state, false, clock.instant());
    Set<Path> paths = index.unchecked();
    paths.addAll(found.files());
    OneShotAggregation.lookUntilSettled(index, paths, problems, clock);
    return index.snapshot();
  }

  /** The roots that can be read and have no results at all, although there should be some. */
  private List<Path> emptied(SavedState read) {
    return settings.checkpointDirs().stream()
        .filter(root -> !found.unavailable().contains(root))
        .filter(root -> read.runs().stream().noneMatch(run -> isBelow(run.files(), root)))
        .filter(root -> isNamedByRegistry(read, root) || former.runs().anyBelow(root))
        .filter(root -> !hasResults(root))
        .toList();
  }

  private static boolean isNamedByRegistry(SavedState read, Path root) {
    return read.entries().stream()
        .map(SavedRegistryEntry::files)
        .anyMatch(files -> isBelow(files, root));
  }

  private static boolean isBelow(RunFiles files, Path root) {
    return Stream.concat(files.results().stream(), Stream.of(files.config()))
        .anyMatch(file -> file.startsWith(root));
  }

  private boolean hasResults(Path root) {
    FilePatterns patterns = IndexFactory.wanted(settings);
    OneTimeScan scan = searched ? found : OneShotAggregation.scan(settings, List.of(root), clock);
    return scan.files().stream()
        .anyMatch(file -> file.startsWith(root) && patterns.isResults(root, file));
  }

  /** What was found to be wrong, each root since the time that its runs are unavailable. */
  private List<Problem> problems(List<Path> emptied) {
    List<Problem> problems = new ArrayList<>();
    for (Problem problem : found.problems()) {
      problems.add(
          problem.kind() == Problem.Kind.ROOT_UNAVAILABLE
              ? problem.since(since(Path.of(problem.path()), problem.since()))
              : problem);
    }
    for (Path root : emptied) {
      problems.add(
          new Problem(
              Problem.Kind.ROOT_UNAVAILABLE,
              root.toString(),
              emptied(root),
              since(root, clock.instant())));
    }
    return problems;
  }

  private Instant since(Path root, Instant otherwise) {
    return former.runs().unavailableSince(root).orElse(otherwise);
  }

  private String emptied(Path root) {
    return former.runs().anyBelow(root)
        ? "The checkpoint directory has no results any more, as when its share is not mounted. What"
            + " was shown before stays. Mount it; or, if everything in it was deleted on purpose,"
            + " delete "
            + former.name()
            + " and start again."
        : "The checkpoint directory has no results, although the registry names some in it, as when"
            + " its share is not mounted. Mount it, or correct checkpoint-dirs.";
  }
}
