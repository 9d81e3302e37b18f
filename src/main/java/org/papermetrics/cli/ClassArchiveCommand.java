package org.papermetrics.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.papermetrics.cli.service.ClassArchive;
import org.papermetrics.cli.service.InstallPaths;
import picocli.CommandLine.Command;

/** Makes the class-data archive beside the jar that runs. Called once, where it is unpacked. */
@Command(name = "class-archive", hidden = true)
final class ClassArchiveCommand implements Callable<Integer> {
  /** Made by the command line. */
  ClassArchiveCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Path jar =
        InstallPaths.runningJar()
            .orElseThrow(
                () -> new CommandException(ExitCode.USAGE, "Only a jar has a class archive."));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    try {
      ClassArchive.beside(java, jar).make();
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED,
          "The class archive cannot be made (" + e.getMessage() + "), so each start takes longer.",
          e);
    }
    return ExitCode.DONE.number();
  }
}
