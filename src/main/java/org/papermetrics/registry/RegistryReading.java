package org.papermetrics.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;

/** What reading the registry came to. */
public sealed interface RegistryReading {

  /**
   * A whole version of it.
   *
   * @param entries one for each run, in the order of the file
   * @param problems one for each entry that says nothing usable
   * @param stamp of the file while it had this content; null when others changed it at once
   */
  record Read(List<RegistryEntry> entries, List<Problem> problems, @Nullable FileStamp stamp)
      implements RegistryReading {
    /** Copies the lists. */
    public Read {
      entries = List.copyOf(entries);
      problems = List.copyOf(problems);
    }
  }

  /** There is no such file. */
  record Missing() implements RegistryReading {}

  /**
   * It cannot be read, is no registry, or is being written at this moment.
   *
   * @param sentence what is wrong with it and what to do, for people
   */
  record Unreadable(String sentence) implements RegistryReading {}
}
