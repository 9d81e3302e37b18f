package org.papermetrics.registry;

import java.util.List;
import org.papermetrics.registry.RegistryText.Slot;

/** A change that can be planned anew for whatever version is found. */
interface RegistryEdit {
  /** What the change makes of a version. */
  Plan plan(RegistryVersion before);

  /**
   * The elements of the changed list.
   *
   * @param kept those of the old list that stay
   * @param added JSON objects that follow them
   * @param changed the runs that come or go
   * @param unknown the paths that were asked for and that no element names
   * @param changesNothing whether the list is the old one
   */
  record Plan(
      List<Slot> kept,
      List<byte[]> added,
      List<RegistryEntry> changed,
      List<String> unknown,
      boolean changesNothing) {}
}
