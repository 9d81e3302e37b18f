package org.papermetrics.state;

import java.util.List;

/**
 * A store that was opened, with warnings for the user.
 *
 * @param store ready for use
 * @param notes what a person should know about it, one or two sentences each; empty when all is
 *     well
 */
public record OpenedStore(StateStore store, List<String> notes) {
  /** Copies the notes. */
  public OpenedStore {
    notes = List.copyOf(notes);
  }
}
