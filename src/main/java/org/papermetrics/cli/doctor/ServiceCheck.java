package org.papermetrics.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Checks the user service of the service manager, where there is one. */
final class ServiceCheck {
  private static final String TOPIC = "service";
  private static final String UNIT = "paper-metrics.service";
  private static final long PATIENCE_SECONDS = 5;

  private final Findings findings;

  ServiceCheck(Findings findings) {
    this.findings = findings;
  }

  void check() throws InterruptedException {
    Optional<Map<String, String>> unit =
        ask(
            "systemctl",
            "--user",
            "show",
            UNIT,
            "--property=LoadState,ActiveState,SubState,Result,NRestarts");
    if (unit.isEmpty()) {
      findings.note(TOPIC, "No systemd of this user answers, so there is no service to check.");
      return;
    }
    Map<String, String> state = unit.get();
    if (!state.getOrDefault("LoadState", "").equals("loaded")) {
      findings.note(
          TOPIC,
          "No service is installed. To start the daemon with your session: paper-metrics install");
      return;
    }
    String active = state.getOrDefault("ActiveState", "unknown");
    String sentence =
        UNIT
            + " is "
            + active
            + " ("
            + state.getOrDefault("SubState", "")
            + "), restarted "
            + state.getOrDefault("NRestarts", "0")
            + " times";
    if (active.equals("active")) {
      findings.ok(TOPIC, sentence + ".");
    } else {
      findings.wrong(
          TOPIC,
          sentence
              + ", result "
              + state.getOrDefault("Result", "unknown")
              + ". See why with: journalctl --user -u "
              + UNIT
              + "; start it with: systemctl --user start "
              + UNIT);
    }
    lingering();
  }

  private void lingering() throws InterruptedException {
    String user = System.getProperty("user.name");
    Optional<Map<String, String>> login = ask("loginctl", "show-user", user, "--property=Linger");
    String linger = login.map(l -> l.getOrDefault("Linger", "")).orElse("");
    if (linger.equals("yes")) {
      findings.ok(TOPIC, "It keeps running when " + user + " logs out (lingering is on).");
    } else if (linger.equals("no")) {
      findings.wrong(
          TOPIC,
          "It ends when " + user + " logs out. Keep it with: loginctl enable-linger " + user);
    }
  }

  /** The answer of a program as keys and values; empty when it is not there or fails. */
  private static Optional<Map<String, String>> ask(String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Optional.empty();
      }
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() != 0
          ? Optional.empty()
          : Optional.of(
              out.lines()
                  .filter(line -> line.contains("="))
                  .collect(
                      Collectors.toMap(
                          line -> line.substring(0, line.indexOf('=')),
                          line -> line.substring(line.indexOf('=') + 1),
                          (first, second) -> first)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
