package org.papermetrics.cli.doctor;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.papermetrics.client.DaemonClient;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.config.Settings;

/** Checks the running daemon, or whether one could listen. */
final class DaemonCheck {
  private static final String DAEMON = "daemon";
  private static final String PORT = "port";

  private final Settings settings;
  private final String version;
  private final Findings findings;

  DaemonCheck(Settings settings, String version, Findings findings) {
    this.settings = settings;
    this.version = version;
    this.findings = findings;
  }

  void check(Optional<DaemonClient> daemon) {
    if (daemon.isEmpty()) {
      findings.note(
          DAEMON,
          "No daemon is running with the state directory "
              + settings.stateDir()
              + ". Start one with: paper-metrics serve");
      port();
      return;
    }
    try {
      running(daemon.get().about(), daemon.get().address());
    } catch (IOException e) {
      findings.wrong(DAEMON, "The running daemon cannot be asked: " + e.getMessage() + ".");
    }
  }

  private void running(DaemonClient.About about, String address) {
    findings.ok(
        DAEMON,
        "Version "
            + about.version()
            + " answers at "
            + address
            + ", up for "
            + time(about.uptime())
            + ", with "
            + about.runs()
            + " runs.");
    findings.note(
        DAEMON,
        "Scripts get the runs from api/v1/runs there, and from api/v1/compare how sure their scores and"
            + " differences are; api/v1/openapi.json describes both.");
    if (!about.version().equals(version)) {
      findings.wrong(
          DAEMON,
          "It is of version "
              + about.version()
              + ", and this is "
              + version
              + ". Restart it to use this one.");
    }
    if (about.failing().isEmpty()) {
      findings.ok(DAEMON, "Everything in it that should run does (/healthz).");
    }
    about.failing().forEach(sentence -> findings.wrong(DAEMON, sentence));
    List<String> unwatched = new ArrayList<>();
    settings.checkpointDirs().forEach(root -> unwatched.add(root.toString()));
    settings.logDirs().forEach(directory -> unwatched.add(directory.toString()));
    unwatched.removeAll(about.roots());
    if (!unwatched.isEmpty()) {
      findings.wrong(
          DAEMON,
          "It does not watch "
              + String.join(", ", unwatched)
              + ", which these settings name: it runs with others.");
    }
  }

  private void port() {
    HttpSettings http = settings.http();
    if (http.port() == 0) {
      findings.ok(PORT, "Any free port is taken (http.port is 0).");
      return;
    }
    String where = http.endpoint();
    InetSocketAddress address = new InetSocketAddress(http.host(), http.port());
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(address, 1);
      findings.ok(PORT, where + " is free.");
    } catch (IOException e) {
      boolean ours =
          !address.isUnresolved()
              && DaemonClient.isAt(http.address(address.getAddress(), http.port()));
      findings.wrong(
          PORT,
          where
              + (ours
                  ? " is taken by a daemon of this program that uses another state directory"
                  : " cannot be listened on (" + e.getMessage() + ")")
              + PortOwner.on(http.port()).map(who -> ": " + who).orElse("")
              + ". Stop it, or choose another port with --port (0 takes any free one).");
    }
  }

  static String time(Duration time) {
    return time.toDays() > 0
        ? time.toDays() + " days " + time.toHoursPart() + " h"
        : time.toHours() > 0
            ? time.toHours() + " h " + time.toMinutesPart() + " min"
            : time.toMinutes() > 0
                ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + " s";
  }
}
