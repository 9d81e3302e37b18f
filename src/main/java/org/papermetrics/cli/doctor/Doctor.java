package org.papermetrics.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.papermetrics.client.DaemonClient;
import org.papermetrics.config.Settings;
import org.papermetrics.daemon.OfflineInspection;
import org.papermetrics.diagnose.PathCheck;
import org.papermetrics.diagnose.SharedDirectory;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;

/** Runs all checks of {@code doctor}. Read-only. Nothing is changed. */
public final class Doctor {
  private static final int TOLD = 8;

  private final Settings settings;
  private final String options;
  private final String version;
  private final Clock clock;
  private final Findings findings = new Findings();
  private Optional<DaemonClient> daemon = Optional.empty();

  /**
   * Of a daemon with these settings.
   *
   * @param options those with which other commands find the same settings
   */
  public Doctor(Settings settings, String options, String version, Clock clock) {
    this.settings = settings;
    this.options = options;
    this.version = version;
    this.clock = clock;
  }

  /**
   * Checks everything.
   *
   * @param configuration the file that is read, whether or not it exists
   */
  public List<Finding> findings(Path configuration) throws InterruptedException {
    findings.ok(
        "config",
        Files.exists(configuration)
            ? "The configuration is read from " + configuration + "."
            : "There is no configuration file "
                + configuration
                + "; defaults and options are used.");
    FileNameEncoding.fault("This program").ifPresent(fault -> findings.wrong("locale", fault));
    findDaemon();
    OfflineInspection inspection = OfflineInspection.of(settings, version, clock);
    DirectoryChecks directories = new DirectoryChecks(settings, inspection.discovery(), findings);
    directories.roots();
    directories.logs();
    new RegistryCheck(settings.registry(), clock, findings).check();
    problems(inspection);
    WritableDirectoryChecks places = new WritableDirectoryChecks(settings, findings);
    places.output();
    places.state();
    SharedDirectory.of(settings, Optional.of(configuration)).forEach(this::shared);
    new DaemonCheck(settings, version, findings).check(daemon);
    new ServiceCheck(findings).check();
    JvmCheck.check(findings);
    return findings.all();
  }

  private void shared(SharedDirectory directory) {
    String topic =
        switch (directory.use()) {
          case OUTPUT -> "output";
          case REGISTRY -> "registry";
          case STATE -> "state";
          case CONFIGURATION -> "config";
        };
    if (directory.use().isPrivate()) {
      findings.wrong(topic, directory.message());
    } else {
      findings.note(topic, directory.message());
    }
  }

  private void findDaemon() {
    try {
      daemon = DaemonClient.of(settings);
    } catch (IOException e) {
      findings.wrong("daemon", "Whether a daemon runs is unknown: " + e.getMessage() + ".");
    }
  }

  /** What a running daemon cannot use, in its own words; else what it could not use. */
  private void problems(OfflineInspection inspection) {
    List<Problem> problems = inspection.board().problems();
    int runs = inspection.board().runs().size();
    LeftOut leftOut = new LeftOut(inspection.board().leftOut(), LeftOut.COMMAND + options);
    String says = "With these files a daemon shows " + runs + (runs == 1 ? " run." : " runs.");
    if (daemon.isPresent()) {
      try {
        problems = daemon.get().problems();
        leftOut = daemon.get().leftOut();
        says = "The running daemon shows " + daemon.get().about().runs() + " runs.";
      } catch (IOException e) {
        findings.wrong("daemon", "The running daemon cannot be asked: " + e.getMessage() + ".");
      }
    }
    findings.ok("runs", says);
    if (!leftOut.runs().isEmpty()) {
      findings.note("runs", told(leftOut));
    }
    ProblemFindings.add(problems, findings);
  }

  private static String told(LeftOut leftOut) {
    List<String> files = leftOut.runs().stream().map(Removal::file).toList();
    String more = files.size() > TOLD ? " and " + (files.size() - TOLD) + " more" : "";
    return leftOut.message()
        + ": "
        + String.join(", ", files.subList(0, Math.min(TOLD, files.size())))
        + more
        + ". To take "
        + (files.size() == 1 ? "it" : "them")
        + " back: "
        + leftOut.command();
  }

  /**
   * Explains why a path is on the board of the running daemon, or of one that would run.
   *
   * @param subject an absolute path, or the id of a run
   */
  public Answer explain(String subject) throws InterruptedException {
    if (!subject.startsWith("/")) {
      return ask(subject);
    }
    Path path = Path.of(subject);
    if (isConfigured(path)) {
      return ask(subject);
    }
    // Other places are none of the daemon's business, but of the person who asks.
    Answer answer = ask(real(path).toString());
    Optional<String> obstacle = PathCheck.obstacle(path.resolve("/"), path);
    return answer.explanation().onBoard() || obstacle.isEmpty()
        ? answer
        : new Answer(unreachable(answer.explanation(), obstacle.get()), answer.by());
  }

  private boolean isConfigured(Path path) {
    return Stream.concat(settings.checkpointDirs().stream(), settings.logDirs().stream())
        .anyMatch(path::startsWith);
  }

  /** Where a path really leads, as far down as there is something. */
  private static Path real(Path path) {
    for (Path at = path; at != null; at = at.getParent()) {
      try {
        return at.toRealPath().resolve(at.relativize(path)).normalize();
      } catch (IOException e) {
        // The next one above may be there.
      }
    }
    return path;
  }

  private static Explanation unreachable(Explanation told, String obstacle) {
    List<Explanation.Step> steps = new ArrayList<>(told.steps());
    steps.add(0, new Explanation.Step(Explanation.Outcome.WRONG, obstacle));
    return new Explanation(told.subject(), false, null, told.message(), steps);
  }

  private Answer ask(String subject) throws InterruptedException {
    String why = "No daemon runs with these settings. If one did:";
    try {
      daemon = DaemonClient.of(settings);
      if (daemon.isPresent()) {
        Optional<Explanation> told = daemon.get().explain(subject);
        if (told.isPresent()) {
          return new Answer(told.get(), "The daemon at " + daemon.get().address() + " says:");
        }
        why =
            "The daemon at "
                + daemon.get().address()
                + " is of a version that cannot be asked. From the files alone:";
      }
    } catch (IOException e) {
      why = "The running daemon cannot be asked (" + e.getMessage() + "). From the files alone:";
    }
    return new Answer(OfflineInspection.of(settings, version, clock).explain(subject), why);
  }

  /**
   * An explanation with who gives it.
   *
   * @param by a line for people
   */
  public record Answer(Explanation explanation, String by) {}
}
