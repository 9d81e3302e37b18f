package org.papermetrics.cli;

import java.nio.file.Path;

/** What to do where there is no service manager: a container, macOS, some login nodes. */
final class WithoutServices {
  private WithoutServices() {}

  /**
   * The sentence and the plain command.
   *
   * @param reason why there is none, as half a sentence
   */
  static CommandException advice(String reason, Path jar, InstallConfig installConfig) {
    return new CommandException(
        ExitCode.FAILED,
        "There is no systemd for users here ("
            + reason
            + "), so nothing was installed. This starts the daemon by hand, until the machine stops;"
            + " put it where you start things after a reboot, such as a line with @reboot in"
            + " crontab -e:\n  "
            + installConfig.plainCommand(jar));
  }
}
