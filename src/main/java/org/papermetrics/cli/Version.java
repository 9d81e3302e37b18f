package org.papermetrics.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version of the program, as the build wrote it into the jar. */
public final class Version implements IVersionProvider {
  /** The version, {@code development} outside a jar. */
  public static String current() {
    return Objects.requireNonNullElse(
        Version.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {"paper-metrics " + current()};
  }
}
