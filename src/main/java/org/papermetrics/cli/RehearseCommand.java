package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.papermetrics.cli.demo.DemoSettings;
import org.papermetrics.cli.demo.DemoTree;
import org.papermetrics.cli.service.ClassArchive;
import org.papermetrics.cli.service.InitialConfigFile;
import org.papermetrics.config.SettingsException;
import org.papermetrics.config.SettingsLoader;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.files.TempDirectory;
import org.papermetrics.model.ProgramVersion;
import picocli.CommandLine.Command;

/**
 * Does what people do most, on a tree of made-up runs that goes again, so that the JVM can note
 * which classes that needs. Nothing of the user's is read or written.
 */
@Command(name = ClassArchive.REHEARSAL, hidden = true)
final class RehearseCommand implements Callable<Integer> {
  private static final int RUNS = 12;

  /** Made by the command line. */
  RehearseCommand() {}

  @Override
  public Integer call() throws IOException, CommandException, InterruptedException {
    Path directory = Files.createTempDirectory("paper-metrics-rehearsal-").toRealPath();
    try {
      rehearse(directory);
    } finally {
      TempDirectory.delete(directory);
    }
    return ExitCode.DONE.number();
  }

  private static void rehearse(Path directory)
      throws IOException, CommandException, InterruptedException {
    Clock clock = Clock.system(ZoneId.systemDefault());
    DemoTree tree = DemoTree.write(directory.resolve("tree"), DemoSettings.of(1, RUNS, clock));
    Path config = directory.resolve("config.yaml");
    Files.writeString(
        config,
        InitialConfigFile.text(
                List.of(tree.checkpoints()), List.of(tree.logs()), tree.registry(), 0)
            + "output-dir: "
            + InitialConfigFile.value(tree.dashboard())
            + "\nstate-dir: "
            + InitialConfigFile.value(directory.resolve("state"))
            + "\n");
    command("--help");
    command("aggregate", config, "--standalone", directory.resolve("page.html").toString());
    Daemon daemon = start(config);
    try {
      command("open", config);
      command("evaluations", config);
      command("export", config, "--output", directory.resolve("runs.csv").toString());
      command("register", config, tree.dropNext().toString());
    } finally {
      daemon.close();
    }
  }

  private static Daemon start(Path config) throws CommandException, InterruptedException {
    SettingsLoader.Options options =
        new SettingsLoader.Options(config, List.of(), List.of(), null, null, null, null);
    try {
      return DaemonStarter.start(
          SettingsSource.of(SettingsOptions.loader(), options),
          ProgramVersion.current(),
          Optional.empty());
    } catch (SettingsException e) {
      throw new CommandException(ExitCode.USAGE, e.sentence(), e);
    }
  }

  private static void command(String name, Path config, String... more) throws CommandException {
    String[] arguments = new String[more.length + 3];
    arguments[0] = name;
    arguments[1] = "--config";
    arguments[2] = config.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    command(arguments);
  }

  private static void command(String... arguments) throws CommandException {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int code = Main.run(nowhere, nowhere, arguments);
    if (code != ExitCode.DONE.number()) {
      throw new CommandException(
          ExitCode.FAILED, "The rehearsal of " + arguments[0] + " ended with code " + code + ".");
    }
  }
}
