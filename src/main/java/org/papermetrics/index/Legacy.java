package org.papermetrics.index;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.papermetrics.config.Settings;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistrySync;
import org.papermetrics.state.BoardVersion;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.StateUpdate;

/**
 * What a board leaves to the one that takes its place in the same process. It is more than a
 * restart knows, so that a new configuration costs nothing that was known.
 *
 * @param settings that the board was made with
 * @param saved all that a restart would know, had it been kept
 * @param devices the file systems that the files of runs were found on
 * @param registry what is known of the registry, when it is still the same
 */
public record Legacy(
    Settings settings,
    SavedState saved,
    Map<RunKey, OptionalLong> devices,
    Optional<RegistrySync.Knowledge> registry) {

  /** Of a board that is not used any more. */
  static Legacy of(
      Settings settings,
      StateUpdate whole,
      Map<RunKey, OptionalLong> devices,
      RegistrySync.Knowledge registry) {
    MemoryStateStore all = new MemoryStateStore();
    all.save(whole);
    return new Legacy(settings, all.load(), Map.copyOf(devices), Optional.of(registry));
  }

  /**
   * What of it is still true under other settings.
   *
   * @param told the board that pages have seen last
   */
  public Legacy under(Settings next, Snapshot told) {
    SavedState still = saved;
    if (!saved.version().equals(Optional.of(new BoardVersion(told.epoch(), told.revision())))) {
      still = still.withoutVersion();
    }
    if (!next.tags().equals(settings.tags())) {
      still = still.toBeReadAgain();
    }
    boolean sameRegistry = next.registry().equals(settings.registry());
    return new Legacy(
        next,
        sameRegistry ? still : still.withoutRegistry(),
        devices,
        registry.filter(known -> sameRegistry));
  }
}
