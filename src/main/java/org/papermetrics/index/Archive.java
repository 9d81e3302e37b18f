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
final class Archive {
  private final Roster roster;
  private final Runs runs;
  private final Curves curves;

  /** Looks up in these. */
  Archive(Roster roster, Runs runs, Curves curves) {
    this.roster = roster;
    this.runs = runs;
    this.curves = curves;
  }

  /**
   * What is known; no file is looked at.
   *
   * @param results the stamp that the results file has now, if the path is of one
   */
  Dossier of(Path path, Optional<FileStamp> results, Snapshot snapshot) {
    Map<RunKey, Run> shown =
        snapshot.runs().stream().collect(Collectors.toMap(Run::key, Function.identity()));
    Set<RunKey> keys = new HashSet<>(roster.runsOf(path));
    keys.addAll(roster.runsBelow(path));
    RunKey own = RunKey.ofCheckpoint(path.toString());
    roster.files(own).ifPresent(files -> keys.add(own));
    List<Dossier.Entry> entries = new ArrayList<>();
    keys.stream().sorted().forEach(key -> entry(key, shown).ifPresent(entries::add));
    Path directory = Objects.requireNonNullElse(path.getParent(), path);
    boolean removed =
        results.isPresent() && roster.isRemoved(RunKey.ofCheckpoint(directory.toString()), results);
    Optional<LogIndex.Content> log = curves.contentOf(path);
    List<Run> curvesOf = log.map(content -> shownOf(curves.runsOf(path), shown)).orElse(List.of());
    return new Dossier(snapshot, entries, removed, log, curvesOf, curves.isBehind());
  }

  private Optional<Dossier.Entry> entry(RunKey key, Map<RunKey, Run> shown) {
    Optional<RunState> state = runs.state(key);
    Optional<Run> twin = shownOf(runs.twinsOf(key), shown).stream().findFirst();
    return roster
        .files(key)
        .map(
            files ->
                new Dossier.Entry(
                    files,
                    roster.isRegistered(key),
                    Optional.ofNullable(shown.get(key)),
                    twin,
                    state.map(RunState::seen),
                    state.flatMap(RunState::problem),
                    state.filter(RunState::hasOwnCurves).isPresent(),
                    curves.logOf(key)));
  }

  private static List<Run> shownOf(Collection<RunKey> keys, Map<RunKey, Run> shown) {
    return keys.stream()
        .sorted()
        .flatMap(key -> Optional.ofNullable(shown.get(key)).stream())
        .toList();
  }
}
