package org.papermetrics.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Problem;
import org.papermetrics.registry.RegistryReading.Read;

/** What changing the registry came to. */
public sealed interface RegistryUpdate {

  /**
   * The registry says what was asked for.
   *
   * @param changed the entries that were added or removed; none when it said so before, and nothing
   *     was written then
   * @param unknown the paths that no entry names; always empty after registering
   * @param before the version that was changed; null when there was none
   * @param after the version that is there now
   */
  record Done(List<RegistryEntry> changed, List<String> unknown, @Nullable Read before, Read after)
      implements RegistryUpdate {
    /** Copies the lists. */
    public Done {
      changed = List.copyOf(changed);
      unknown = List.copyOf(unknown);
    }
  }

  /**
   * The registry is as it was.
   *
   * @param kind unreadable or unwritable
   * @param sentence what is in the way and what to do, for people
   * @param passing whether others are writing it at this moment, so that it is worth trying again
   *     soon
   */
  record Refused(Problem.Kind kind, String sentence, boolean passing) implements RegistryUpdate {}
}
