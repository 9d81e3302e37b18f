package org.papermetrics.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryText.Slot;

/**
 * Registry edit: remove entries that this program has added. One to which others have added a field
 * is theirs, and of several for one run only the first can be ours, because none is added for a run
 * that has one.
 */
final class RemoveOwnEntries implements RegistryEdit {
  private final Set<RunKey> keys;

  RemoveOwnEntries(Collection<RunKey> keys) {
    this.keys = Set.copyOf(keys);
  }

  @Override
  public Plan plan(RegistryVersion before) {
    Set<RunKey> first = new HashSet<>(keys);
    List<Slot> kept = new ArrayList<>();
    List<RegistryEntry> removed = new ArrayList<>();
    for (RegistryVersion.Line line : before.lines()) {
      RegistryEntry entry = line.entry();
      if (entry != null && first.remove(entry.key()) && line.slot().plain()) {
        removed.add(entry);
      } else {
        kept.add(line.slot());
      }
    }
    return new Plan(kept, List.of(), removed, List.of(), removed.isEmpty());
  }
}
