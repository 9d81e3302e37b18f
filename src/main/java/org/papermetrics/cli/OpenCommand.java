package org.papermetrics.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.papermetrics.client.DaemonAddressFile;
import org.papermetrics.client.RedirectPage;
import org.papermetrics.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows where the running daemon is. */
@Command(
    name = "open",
    description =
        "Prints the address of the running daemon, and opens it where there is a desktop.",
    mixinStandardHelpOptions = true)
final class OpenCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  OpenCommand() {}

  @Override
  public Integer call() throws CommandException {
    Settings settings = options.settings();
    Optional<String> address;
    try {
      address = new DaemonAddressFile(settings.stateDir()).running();
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    }
    if (address.isEmpty()) {
      throw new CommandException(
          ExitCode.FAILED,
          "No daemon is running with the state directory "
              + settings.stateDir()
              + ". Start one with: paper-metrics serve");
    }
    spec.commandLine().getOut().println(address.get());
    if (System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null) {
      browse(settings, address.get());
    }
    return ExitCode.DONE.number();
  }

  /**
   * Whoever may list the processes of this machine reads command lines, so only a path is there.
   */
  private void browse(Settings settings, String address) {
    try {
      Path page = new RedirectPage(settings.stateDir()).write(address, Instant.now());
      new ProcessBuilder("xdg-open", page.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      spec.commandLine()
          .getErr()
          .println(
              "No browser could be started ("
                  + e.getMessage()
                  + "); open the address above yourself.");
    }
  }
}
