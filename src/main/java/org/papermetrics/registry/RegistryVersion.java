package org.papermetrics.registry;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryText.Slot;

/** One content of the registry: its text, and the runs that its elements name. */
final class RegistryVersion {
  private static final String OR_REMOVE = ", or remove the entry.";

  private final RegistryText text;
  private final List<Line> lines;
  private final List<RegistryEntry> entries;

  /**
   * One element of the list of runs.
   *
   * @param entry the run it names; null when it is not usable
   * @param fault what is wrong with it and what to do, as the rest of a sentence; null when it is
   *     usable
   */
  record Line(Slot slot, @Nullable RegistryEntry entry, @Nullable String fault) {}

  RegistryVersion(RegistryText text, RegistryPaths place) {
    this(text, place, List.of());
  }

  /**
   * A version after another.
   *
   * @param before the elements of the other, which are made use of as far as they are the same
   */
  RegistryVersion(RegistryText text, RegistryPaths place, List<Line> before) {
    this.text = text;
    int count = text.slots().size();
    lines = new ArrayList<>(count);
    List<RegistryEntry> all = new ArrayList<>(count);
    Set<RunKey> keys = new HashSet<>(2 * count);
    for (Slot slot : text.slots()) {
      int i = lines.size();
      boolean same = i < before.size() && before.get(i).slot().equals(slot) && isAbsolute(slot);
      Line line = same ? before.get(i) : line(slot, place);
      lines.add(line);
      // A run that is registered twice is one run, the first.
      if (line.entry() != null && keys.add(line.entry().key())) {
        all.add(line.entry());
      }
    }
    entries = List.copyOf(all);
  }

  /** Whether a version with the same text is the same, whatever is on the disk. */
  boolean isAbsolute() {
    return text.slots().stream().allMatch(RegistryVersion::isAbsolute);
  }

  /** Where a relative path leads depends on what is on the disk. */
  private static boolean isAbsolute(Slot slot) {
    return isAbsolute(slot.checkpointPath()) && isAbsolute(slot.resultsFile());
  }

  private static boolean isAbsolute(@Nullable String path) {
    return path == null || path.startsWith("/");
  }

  private static Line line(Slot slot, RegistryPaths place) {
    if (slot.fault() != null) {
      return new Line(slot, null, slot.fault() + OR_REMOVE);
    }
    try {
      return new Line(slot, place.entry(slot.checkpointPath(), slot.resultsFile()), null);
    } catch (InvalidPathException e) {
      return new Line(
          slot,
          null,
          FileNameEncoding.canSpell(e.getInput())
              ? "has a path that no file can have; correct it" + OR_REMOVE
              : "names " + e.getInput() + ", which " + FileNameEncoding.reason(e));
    }
  }

  RegistryText text() {
    return text;
  }

  List<Line> lines() {
    return lines;
  }

  /** One for each run, in their order. */
  List<RegistryEntry> entries() {
    return entries;
  }

  /** Those of its entries. */
  Set<RunKey> keys() {
    return entries.stream().map(RegistryEntry::key).collect(Collectors.toSet());
  }

  /** The same for readers outside. */
  RegistryReading.Read read(Path file, @Nullable FileStamp stamp, Instant now) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String fault = lines.get(i).fault();
      if (fault != null) {
        problems.add(
            new Problem(
                Problem.Kind.REGISTRY_ENTRY,
                file.toString(),
                "Entry " + (i + 1) + " of the registry " + fault,
                now));
      }
    }
    return new RegistryReading.Read(entries, problems, stamp);
  }
}
