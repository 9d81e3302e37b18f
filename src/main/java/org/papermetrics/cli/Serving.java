package org.papermetrics.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import org.papermetrics.api.CannotListenException;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.daemon.DaemonException;
import org.papermetrics.daemon.Settings;

/** Starts a daemon for a command and turns what can go wrong into exit codes. */
final class Serving {
  private Serving() {}

  static Daemon start(Settings settings, String version)
      throws CommandException, InterruptedException {
    try {
      return Daemon.start(settings, version, Clock.system(ZoneId.systemDefault()));
    } catch (CannotListenException e) {
      throw new CommandException(ExitCode.CANNOT_LISTEN, String.valueOf(e.getMessage()), e);
    } catch (DaemonException e) {
      ExitCode code =
          switch (e.kind()) {
            case ALREADY_SERVED -> ExitCode.ALREADY_SERVED;
            case UNUSABLE_DIRECTORY -> ExitCode.USAGE;
          };
      throw new CommandException(code, e.sentence(), e);
    }
  }

  /**
   * The service manager ends a daemon by a signal; it shall leave everything whole.
   *
   * @param afterwards done when the daemon has stopped
   */
  static void closeAtExit(Daemon daemon, Runnable afterwards) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  daemon.close();
                  afterwards.run();
                },
                "stop"));
  }

  /**
   * The address for people, with the token unless it would go into a journal that others may read.
   */
  static String printable(Daemon daemon) {
    return outputIsJournal() ? daemon.address() : daemon.addressWithToken();
  }

  /** Whether standard output is the journal's, by the rule of systemd.exec(5). */
  private static boolean outputIsJournal() {
    String stream = System.getenv("JOURNAL_STREAM");
    if (stream == null) {
      return false;
    }
    Path out = Path.of("/proc/self/fd/1");
    try {
      return stream.equals(
          Files.getAttribute(out, "unix:dev") + ":" + Files.getAttribute(out, "unix:ino"));
    } catch (IOException | UnsupportedOperationException e) {
      return true;
    }
  }
}
