package org.papermetrics.model;

import java.util.Objects;

/** The version of the program. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** As the build wrote it into the jar, {@code development} outside a jar. */
  public static String current() {
    return Objects.requireNonNullElse(
        ProgramVersion.class.getPackage().getImplementationVersion(), "development");
  }
}
