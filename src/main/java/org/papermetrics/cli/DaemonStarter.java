package org.papermetrics.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import org.papermetrics.api.PortUnavailableException;
import org.papermetrics.cli.service.JournalOutput;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.daemon.DaemonException;

/** Starts the daemon for a command and maps its failures to exit codes. */
final class DaemonStarter {
  private DaemonStarter() {}

  static Daemon start(SettingsSource source, String version, Optional<Path> pageDirectory)
      throws CommandException, InterruptedException {
    try {
      return Daemon.start(source, version, Clock.system(ZoneId.systemDefault()), pageDirectory);
    } catch (PortUnavailableException e) {
      throw new CommandException(ExitCode.CANNOT_LISTEN, String.valueOf(e.getMessage()), e);
    } catch (DaemonException e) {
      ExitCode code =
          switch (e.kind()) {
            case ALREADY_SERVED -> ExitCode.ALREADY_SERVED;
            // A share that is not mounted yet may be so soon: worth another try, unlike a typo.
            case UNUSABLE_DIRECTORY -> ExitCode.FAILED;
          };
      throw new CommandException(code, e.sentence(), e);
    }
  }

  /** Done when the program is ended by a signal, which is how the service manager and people do. */
  static void atExit(Runnable stop) {
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
  }

  /**
   * The address for people, with the token unless it would go into a journal that others may read.
   */
  static String printable(Daemon daemon) {
    return JournalOutput.takesOutput() ? daemon.address() : daemon.addressWithToken();
  }
}
