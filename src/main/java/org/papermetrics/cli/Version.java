package org.papermetrics.cli;

import org.papermetrics.model.ProgramVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"paper-metrics " + ProgramVersion.current()};
  }
}
