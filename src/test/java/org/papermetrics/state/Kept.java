package org.papermetrics.state;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.evaluations.Outcome;
import org.papermetrics.evaluations.Phase;
import org.papermetrics.evaluations.PhaseTime;
import org.papermetrics.evaluations.TaskScore;
import org.papermetrics.logs.LogState;
import org.papermetrics.logs.LogTrouble;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Curve;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;

/** Things to keep, for tests, and updates that are put together step by step. */
final class Kept {
  static final BoardVersion VERSION = new BoardVersion("epoch-1", 7);

  static final FileStamp STAMP =
      new FileStamp(
          "66306:123456789",
          512,
          Instant.parse("2026-03-01T09:30:00.123456789Z"),
          Instant.parse("2026-03-01T09:30:00.000000001Z"));

  private boolean whole;
  private BoardVersion version = VERSION;
  private Map<Long, byte[]> frames = Map.of();
  private List<SavedRun> runs = List.of();
  private Set<RunKey> runsGone = Set.of();
  private List<SavedRegistryEntry> entries = List.of();
  private Set<RunKey> entriesGone = Set.of();
  private Optional<List<Removal>> removals = Optional.empty();
  private List<SavedLog> logs = List.of();
  private Set<Path> logsGone = Set.of();
  private Optional<List<Problem>> problems = Optional.empty();

  static Kept nothing() {
    return new Kept();
  }

  static RunFiles files(String path) {
    return new RunFiles(
        new RunKey(path),
        path,
        List.of(Path.of(path, "paper_metrics_results.json"), Path.of("/elsewhere", path, "r.json")),
        Path.of(path, "training_config.json"),
        false);
  }

  static Reading.Seen seen(String path) {
    return new Reading.Seen(
        files(path), Path.of(path, "paper_metrics_results.json"), STAMP, Optional.of(STAMP));
  }

  static SavedRun run(String id, long step) {
    Run run = Samples.run(id, step);
    String path = run.key().value();
    return new SavedRun(files(path), run, seen(path), false, List.of(problem(path)));
  }

  private static Problem problem(String text) {
    return new Problem(Problem.Kind.RESULTS_VALUES, text, "what: " + text, Instant.MAX);
  }

  /** A run in which every text is this one, be it ever so strange, and every number is unusual. */
  static SavedRun strange(String text, @Nullable FileStamp config) {
    Curve.Builder first = new Curve.Builder();
    first.add(1, -0.0, Double.MIN_VALUE);
    first.add(Integer.MAX_VALUE, Double.MAX_VALUE, 0.1 + 0.2);
    RunFiles files =
        new RunFiles(
            new RunKey("pretrained:" + text), text, List.of(Path.of("/r")), Path.of("/c"), true);
    return new SavedRun(
        files,
        RunBuilder.run("id" + text)
            .key(files.key())
            .path(text)
            .name("name" + text)
            .step(Long.MAX_VALUE)
            .evaluatedAt(LocalDateTime.of(2026, 2, 28, 23, 59, 59, 999_999_999))
            .config("{\"a\": \"ä\"}")
            .metrics("[]")
            .tags(text, "", "b" + text)
            .notes(text)
            .progression(new Progression(List.of(first.build(), Samples.curve(3, 2, 1))))
            .build()
            .withAnnotation(new Annotation(text, true, text)),
        new Reading.Seen(
            files,
            Path.of("/results"),
            new FileStamp(text, -1, Instant.MIN, Instant.MAX),
            Optional.ofNullable(config)),
        true,
        List.of(problem(text), problem(text + text)));
  }

  static SavedRegistryEntry entry(int position, String path) {
    return new SavedRegistryEntry(position, files(path), position % 2 == 0);
  }

  /** A log with one curve and a text that may be ever so strange. */
  static SavedLog log(String path, String text) {
    return new SavedLog(
        Path.of(path),
        new LogState(
            STAMP,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            -1,
            true,
            Long.MAX_VALUE,
            Set.of(LogTrouble.LONG_LINE),
            new LogState.Content(
                Set.of(text, "/data/a"),
                text,
                true,
                false,
                true,
                3,
                1,
                List.of(
                    new LogState.Section(null, List.of()),
                    new LogState.Section(text, List.of(Samples.curve(3.25, -0.0, 0.1 + 0.2)))),
                evaluation(text))));
  }

  private static EvaluationState evaluation(String text) {
    return new EvaluationState(
        2,
        true,
        Outcome.FAILED,
        text,
        true,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        Samples.AT,
        text,
        null,
        "node",
        Phase.LIBRILIGHT,
        1000,
        44000,
        1,
        Set.of(Phase.SBLIMP, Phase.SWUGGY),
        List.of(new TaskScore(Phase.SBLIMP, 585, 1000)),
        List.of(new PhaseTime(Phase.SBLIMP, Long.MAX_VALUE, 1, 1000)),
        true);
  }

  Kept whole() {
    whole = true;
    return this;
  }

  Kept version(String epoch, long revision) {
    version = new BoardVersion(epoch, revision);
    return this;
  }

  Kept frames(Map<Long, byte[]> all) {
    frames = all;
    return this;
  }

  Kept runs(SavedRun... all) {
    runs = List.of(all);
    return this;
  }

  Kept runsGone(String... keys) {
    runsGone = Set.copyOf(Set.of(keys).stream().map(RunKey::new).toList());
    return this;
  }

  Kept entries(SavedRegistryEntry... all) {
    entries = List.of(all);
    return this;
  }

  Kept entriesGone(String... keys) {
    entriesGone = Set.copyOf(Set.of(keys).stream().map(RunKey::new).toList());
    return this;
  }

  Kept removals(Removal... all) {
    removals = Optional.of(List.of(all));
    return this;
  }

  Kept logs(SavedLog... all) {
    logs = List.of(all);
    return this;
  }

  Kept logsGone(String... paths) {
    logsGone = Set.of(paths).stream().map(Path::of).collect(Collectors.toSet());
    return this;
  }

  Kept problems(Problem... all) {
    problems = Optional.of(List.of(all));
    return this;
  }

  StateUpdate update() {
    return new StateUpdate(
        whole,
        version,
        frames,
        runs,
        runsGone,
        entries,
        entriesGone,
        removals,
        logs,
        logsGone,
        problems);
  }
}
