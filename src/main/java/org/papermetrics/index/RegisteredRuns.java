package org.papermetrics.index;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.DifferingPart;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryEntry;
import org.papermetrics.state.SavedRegistryEntry;

/** The runs that one version of the registry names, in its order. Not to be changed. */
final class RegisteredRuns {
  /** A registry without runs. */
  static final RegisteredRuns NONE =
      new RegisteredRuns(List.of(), Map.of(), new IdentityHashMap<>());

  /** Those that the runs are of; null when they are of none that was read. */
  private final @Nullable List<RegistryEntry> entries;

  private final Map<RunKey, RunFiles> byKey;
  private final IdentityHashMap<RegistryEntry, RunFiles> byEntry;
  private final List<RunFiles> inOrder;
  private final Set<RunKey> pretrained;

  private RegisteredRuns(
      @Nullable List<RegistryEntry> entries,
      Map<RunKey, RunFiles> byKey,
      IdentityHashMap<RegistryEntry, RunFiles> byEntry) {
    this.entries = entries;
    this.byKey = Collections.unmodifiableMap(byKey);
    this.byEntry = byEntry;
    this.inOrder = List.copyOf(byKey.values());
    this.pretrained =
        inOrder.stream()
            .filter(RunFiles::pretrained)
            .map(RunFiles::key)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The runs that an earlier daemon knew. */
  static RegisteredRuns of(Collection<SavedRegistryEntry> saved) {
    Map<RunKey, RunFiles> byKey = new LinkedHashMap<>();
    saved.forEach(entry -> byKey.put(entry.files().key(), entry.files()));
    return new RegisteredRuns(null, byKey, new IdentityHashMap<>());
  }

  /**
   * The runs of the next version, with the same files where an entry is the same; this object when
   * it has the same list of entries.
   */
  RegisteredRuns next(List<RegistryEntry> nextEntries) {
    if (entries != null && DifferingPart.isSame(nextEntries, entries)) {
      return this;
    }
    Map<RunKey, RunFiles> nextByKey = new LinkedHashMap<>();
    IdentityHashMap<RegistryEntry, RunFiles> nextByEntry = new IdentityHashMap<>();
    for (RegistryEntry entry : nextEntries) {
      RunFiles known = byEntry.get(entry);
      RunFiles files = known == null ? filesOf(entry) : known;
      nextByEntry.put(entry, files);
      nextByKey.put(entry.key(), files);
    }
    return new RegisteredRuns(nextEntries, nextByKey, nextByEntry);
  }

  private RunFiles filesOf(RegistryEntry entry) {
    Path results = entry.results();
    Path parent = results.getParent();
    Path resultsDirectory = parent == null ? results : parent;
    Optional<Path> checkpoint = entry.checkpoint();
    String path =
        entry.checkpointPath() == null ? resultsDirectory.toString() : entry.checkpointPath();
    RunFiles files =
        new RunFiles(
            entry.key(),
            path,
            entry.candidates(),
            checkpoint.orElse(resultsDirectory).resolve(RunFiles.CONFIG),
            checkpoint.isEmpty());
    RunFiles before = byKey.get(entry.key());
    return before != null && before.equals(files) ? before : files;
  }

  /** Where the files of each run are. */
  Map<RunKey, RunFiles> byKey() {
    return byKey;
  }

  /** The same in a list, which is quicker to go through. */
  List<RunFiles> inOrder() {
    return inOrder;
  }

  /** The pretrained models among them. */
  Set<RunKey> pretrained() {
    return pretrained;
  }
}
