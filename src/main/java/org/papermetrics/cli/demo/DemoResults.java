package org.papermetrics.cli.demo;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Results of an evaluation that are written but not yet in their place.
 *
 * @param run the id of the run that they belong to
 * @param beside where they are
 * @param results their place
 */
public record DemoResults(String run, Path beside, Path results) {
  /** Puts them in their place by a rename. */
  public void appear() throws IOException {
    DemoFiles.appear(beside, results);
  }
}
