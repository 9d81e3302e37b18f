package org.papermetrics.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.papermetrics.logs.LogIndex;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;

/** Tells what the picture knows of a path. Used by the thread that has the picture. */
final class PathFacts {
  private final RunCatalog catalog;
  private final LoadedRuns runs;
  private final LogAssignment logs;

  /** Looks up in these. */
  PathFacts(RunCatalog catalog, LoadedRuns runs, LogAssignment logs) {
    this.catalog = catalog;
    this.runs = runs;
    this.logs = logs;
  }

  /**
   * What is known; no file is looked at.
   *
   * @param results the stamp that the results file has now, if the path is of one
   */
  Dossier of(Path path, Optional<FileStamp> results, Snapshot snapshot) {
    Map<RunKey, Run> shown =
        snapshot.runs().stream().collect(Collectors.toMap(Run::key, Function.identity()));
    Set<RunKey> keys = new HashSet<>(catalog.runsOf(path));
    keys.addAll(catalog.runsBelow(path));
    RunKey own = RunKey.ofCheckpoint(path.toString());
    catalog.files(own).ifPresent(files -> keys.add(own));
    List<Dossier.Entry> entries = new ArrayList<>();
    keys.stream().sorted().forEach(key -> entry(key, shown).ifPresent(entries::add));
    Path directory = Objects.requireNonNullElse(path.getParent(), path);
    boolean removed =
        results.isPresent()
            && catalog.isRemoved(RunKey.ofCheckpoint(directory.toString()), results);
    Optional<LogIndex.Content> log = logs.contentOf(path);
    List<Run> curvesOf = log.map(content -> shownOf(logs.runsOf(path), shown)).orElse(List.of());
    return new Dossier(snapshot, entries, removed, log, curvesOf, logs.isBehind());
  }

  private Optional<Dossier.Entry> entry(RunKey key, Map<RunKey, Run> shown) {
    Optional<LoadedRun> state = runs.state(key);
    Optional<Run> twin = shownOf(runs.twinsOf(key), shown).stream().findFirst();
    return catalog
        .files(key)
        .map(
            files ->
                new Dossier.Entry(
                    files,
                    catalog.isRegistered(key),
                    Optional.ofNullable(shown.get(key)),
                    twin,
                    state.map(LoadedRun::seen),
                    state.flatMap(LoadedRun::problem),
                    state.filter(LoadedRun::hasOwnCurves).isPresent(),
                    logs.logOf(key)));
  }

  private static List<Run> shownOf(Collection<RunKey> keys, Map<RunKey, Run> shown) {
    return keys.stream()
        .sorted()
        .flatMap(key -> Optional.ofNullable(shown.get(key)).stream())
        .toList();
  }
}
