package org.papermetrics.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.ResultsKeys;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.TagRule;

/**
 * Reads the files of one run, and only when they differ from the last reading. Used by several
 * threads.
 */
public final class RunLoader {
  private final ReadRules rules;
  private final ConfigCache configs = new ConfigCache();
  private final ResultsCheck resultsCheck;
  private final ConfigCheck configCheck;

  /**
   * Reads by these rules.
   *
   * @param metrics the user's own, whose values must be of their kind
   * @param tags the user's own, which ask for values of a training config
   */
  public RunLoader(ReadRules rules, List<MetricDefinition> metrics, List<TagRule> tags) {
    this.rules = rules;
    this.resultsCheck = new ResultsCheck(new ResultsKeys(metrics));
    this.configCheck = new ConfigCheck(tags);
  }

  /** Makes the first reading as quick as the later ones: the parser is loaded and has run once. */
  public static void prepare() {
    try {
      JsonObject read =
          JsonFile.object("{\"a\": [1, 2.5, \"b\", null]}".getBytes(StandardCharsets.UTF_8));
      ResultsProgression.of(read);
    } catch (IOException e) {
      throw new UncheckedIOException("this is JSON", e);
    }
  }

  /**
   * Reads the results and the training config of a run.
   *
   * @param previous what the files were when they were last read whole; null to read in any case
   * @param now the time on this machine, to tell a young file from an old one
   */
  public Reading load(RunFiles files, Reading.@Nullable Seen previous, Instant now) {
    if (previous != null && unchanged(files, previous)) {
      return new Reading.Unchanged();
    }
    for (Path candidate : files.results()) {
      JsonFile.Content results = JsonFile.read(candidate, rules::resolve, JsonFile::object);
      if (results instanceof JsonFile.Whole whole) {
        if (!rules.isResults(whole.object())) {
          return unusable(
              Problem.Kind.RESULTS_UNREADABLE,
              candidate,
              new JsonFile.Unusable(
                  "has no metric that is known (such as sblimp_accuracy), so it is not shown",
                  Optional.of(whole.stamp())),
              now);
        }
        return withConfig(files, candidate, whole, now);
      }
      if (!(results instanceof JsonFile.Absent)) {
        return unusable(Problem.Kind.RESULTS_UNREADABLE, candidate, results, now);
      }
    }
    return new Reading.Gone();
  }

  private Reading withConfig(
      RunFiles files, Path resultsFile, JsonFile.Whole results, Instant now) {
    JsonFile.Content config = JsonFile.read(files.config(), rules::resolve, configs);
    Optional<Reading.Config> trainingConfig;
    if (config instanceof JsonFile.Whole whole && !rules.isConfig(whole.object())) {
      return unusable(
          Problem.Kind.CONFIG_UNREADABLE,
          files.config(),
          new JsonFile.Unusable(
              "has no section of a training config (such as ttt, lora, data or optim), so it is not"
                  + " shown",
              Optional.of(whole.stamp())),
          now);
    } else if (config instanceof JsonFile.Whole whole) {
      trainingConfig = Optional.of(new Reading.Config(whole.object(), whole.stamp()));
    } else if (config instanceof JsonFile.Absent && files.pretrained()) {
      trainingConfig = Optional.empty();
    } else if (config instanceof JsonFile.Absent) {
      return new Reading.Failed(
          new Problem(
              Problem.Kind.CONFIG_MISSING,
              files.config().toString(),
              "There are results in "
                  + resultsFile
                  + " but no "
                  + RunFiles.CONFIG
                  + " in the checkpoint directory, so this is not a run yet."
                  + " Copy the training config there, or register the results with checkpoint_path"
                  + " \"None\" if they are of the pretrained model.",
              now),
          false);
    } else {
      return unusable(Problem.Kind.CONFIG_UNREADABLE, files.config(), config, now);
    }
    List<Problem> problems =
        new ArrayList<>(resultsCheck.problems(resultsFile, results.object(), now));
    trainingConfig
        .flatMap(read -> configCheck.problem(files.config(), read.object(), now))
        .ifPresent(problems::add);
    return new Reading.Loaded(
        files,
        resultsFile,
        results.stamp(),
        results.object(),
        trainingConfig,
        ResultsProgression.of(results.object()),
        problems);
  }

  private static Reading unusable(
      Problem.Kind kind, Path file, JsonFile.Content content, Instant now) {
    if (content instanceof JsonFile.Misplaced misplaced) {
      return new Reading.Failed(
          problem(kind, file, misplaced.reason(), " Replace it.", now), false);
    }
    if (!(content instanceof JsonFile.Unusable unusable)) {
      return new Reading.Unsettled(
          problem(
              kind, file, "changes while it is read", " It is read again every few seconds.", now));
    }
    Problem problem = problem(kind, file, unusable.reason(), advice(kind, unusable), now);
    boolean young = unusable.stamp().filter(stamp -> stamp.isYoung(now)).isPresent();
    return young && !unusable.passing()
        ? new Reading.Unsettled(problem)
        : new Reading.Failed(problem, unusable.passing());
  }

  private static String advice(Problem.Kind kind, JsonFile.Unusable unusable) {
    if (unusable.reason().endsWith(IoErrors.DENIED)) {
      return " Give the user of this program read access.";
    }
    return kind == Problem.Kind.RESULTS_UNREADABLE
        ? " Let the evaluation finish, or run it again."
        : " Copy the training config again.";
  }

  private static Problem problem(
      Problem.Kind kind, Path file, String reason, String advice, Instant now) {
    return new Problem(
        kind, file.toString(), file.getFileName() + " " + reason + "." + advice, now);
  }

  private static boolean unchanged(RunFiles files, Reading.Seen previous) {
    try {
      return files.equals(previous.files())
          && files.results().get(0).equals(previous.resultsFile())
          && Stamps.of(previous.resultsFile()).equals(Optional.of(previous.results()))
          && Stamps.of(files.config()).equals(previous.config());
    } catch (IOException e) {
      return false;
    }
  }
}
