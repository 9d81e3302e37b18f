package org.papermetrics.index;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
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
  static final RegisteredRuns NONE = new RegisteredRuns(null, List.of());

  /** Those that the runs are of, in the same order; null when they are of none that was read. */
  private final @Nullable List<RegistryEntry> entries;

  private final List<RunFiles> inOrder;
  private final Map<RunKey, RunFiles> byKey;
  private final Set<RunKey> pretrained;

  private RegisteredRuns(@Nullable List<RegistryEntry> entries, List<RunFiles> inOrder) {
    this.entries = entries;
    this.inOrder = List.copyOf(inOrder);
    Map<RunKey, RunFiles> all = new HashMap<>(2 * inOrder.size());
    inOrder.forEach(files -> all.put(files.key(), files));
    this.byKey = Collections.unmodifiableMap(all);
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
    return new RegisteredRuns(null, List.copyOf(byKey.values()));
  }

  /**
   * The runs of the next version, with the same files where an entry is the same; this object when
   * it has the same list of entries.
   *
   * @param nextEntries one for each run
   */
  RegisteredRuns next(List<RegistryEntry> nextEntries) {
    if (entries != null && DifferingPart.isSame(nextEntries, entries)) {
      return this;
    }
    List<RegistryEntry> former = entries == null ? List.of() : entries;
    DifferingPart part = DifferingPart.of(former, nextEntries);
    // Entries that have only moved are the same objects too.
    IdentityHashMap<RegistryEntry, RunFiles> known = new IdentityHashMap<>();
    for (int i = part.start(); i < part.end(); i++) {
      known.put(former.get(i), inOrder.get(i));
    }
    List<RunFiles> next = new ArrayList<>(nextEntries.size());
    next.addAll(inOrder.subList(0, part.start()));
    for (RegistryEntry entry : nextEntries.subList(part.start(), part.newEnd())) {
      RunFiles files = known.get(entry);
      next.add(files == null ? filesOf(entry) : files);
    }
    next.addAll(inOrder.subList(part.end(), former.size()));
    return new RegisteredRuns(nextEntries, next);
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

  /** The same in the order of the registry. */
  List<RunFiles> inOrder() {
    return inOrder;
  }

  /** The pretrained models among them. */
  Set<RunKey> pretrained() {
    return pretrained;
  }
}
