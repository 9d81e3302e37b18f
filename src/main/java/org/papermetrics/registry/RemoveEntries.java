package org.papermetrics.registry;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryText.Slot;

/** Registry edit: remove the entries that name a path. */
final class RemoveEntries implements RegistryEdit {
  private final Map<String, String> askedFor = new LinkedHashMap<>();

  RemoveEntries(Collection<String> paths) {
    for (String path : paths) {
      askedFor.put(RunKey.withoutTrailingSlash(path), path);
      askedFor.put(absolute(path), path);
    }
  }

  @Override
  public Plan plan(RegistryVersion before) {
    List<Slot> kept = new ArrayList<>();
    Map<RunKey, RegistryEntry> removed = new LinkedHashMap<>();
    Set<String> unknown = new LinkedHashSet<>(askedFor.values());
    for (RegistryVersion.Line line : before.lines()) {
      Set<String> named = named(line);
      if (named.isEmpty()) {
        kept.add(line.slot());
        continue;
      }
      unknown.removeAll(named);
      RegistryEntry entry = line.entry();
      if (entry != null) {
        removed.putIfAbsent(entry.key(), entry);
      }
    }
    boolean nothing = kept.size() == before.lines().size();
    return new Plan(kept, List.of(), List.copyOf(removed.values()), List.copyOf(unknown), nothing);
  }

  /** Which of the paths asked for name this element. */
  private Set<String> named(RegistryVersion.Line line) {
    Set<String> named = new LinkedHashSet<>();
    note(named, line.slot().checkpointPath());
    note(named, line.slot().resultsFile());
    RegistryEntry entry = line.entry();
    if (entry != null) {
      entry.checkpoint().ifPresent(path -> note(named, path.toString()));
      entry.candidates().forEach(path -> note(named, path.toString()));
    }
    return named;
  }

  private void note(Set<String> named, @Nullable String path) {
    String asked = path == null ? null : askedFor.get(RunKey.withoutTrailingSlash(path));
    if (asked != null) {
      named.add(asked);
    }
  }

  private static String absolute(String path) {
    try {
      return Path.of(path).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      return path;
    }
  }
}
