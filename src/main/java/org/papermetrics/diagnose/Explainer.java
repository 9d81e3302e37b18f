package org.papermetrics.diagnose;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.papermetrics.config.Settings;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.index.PathFacts;
import org.papermetrics.index.PathFacts.KnownRun;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.PathLookup;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.LeftOut;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.text.DidYouMean;

/**
 * Explains why a path is on the board or is not: it goes the way that a file takes to the board and
 * says where that ends. Only places that are checked anyway are checked: of a path that is in none
 * of the configured directories and not registered, nothing is told but that. Used by one thread at
 * a time, which hangs when the file system does.
 */
public final class Explainer {
  private final Settings settings;
  private final FilePatterns wanted;
  private final KnownFacts known;
  private final UnknownPathExplainer unknownPathExplainer;
  private final RunExplainer story;

  /**
   * Explains what is known.
   *
   * @param live whether what is found on the disk will come onto the board by itself
   */
  public Explainer(Settings settings, KnownFacts known, boolean live, Clock clock) {
    this.settings = settings;
    this.wanted = IndexFactory.wanted(settings);
    this.known = known;
    this.story = new RunExplainer(settings, live, clock);
    this.unknownPathExplainer = new UnknownPathExplainer(settings, wanted, story, this::belowRoot);
  }

  /** The explanation when nothing can be known in time. */
  public static Explanation busy(String subject) {
    return new ExplanationBuilder(subject).busy();
  }

  /**
   * Explains.
   *
   * @param subject an absolute path, or the id of a run
   */
  public Explanation explain(String subject) {
    ExplanationBuilder explanation = new ExplanationBuilder(subject);
    if (!subject.startsWith("/")) {
      return byId(subject, explanation);
    }
    try {
      return of(FileNameEncoding.path(subject).normalize(), explanation);
    } catch (InvalidPathException e) {
      return explanation.ends("It " + FileNameEncoding.reason(e));
    }
  }

  private Explanation byId(String id, ExplanationBuilder explanation) {
    Snapshot board = known.snapshot();
    Optional<Run> run = board.run(id);
    if (run.isPresent()) {
      explanation.ok("A run on the board has this id; its checkpoint is " + run.get().key() + ".");
      return of(pathOf(run.get().key()), explanation);
    }
    String near =
        DidYouMean.to(id, board.byId().keySet(), Math.max(3, id.length() / 4))
            .map(other -> " The nearest is " + other + ".")
            .orElse("");
    return explanation.ends(
        "No run on the board has the id \""
            + id
            + "\"."
            + near
            + " Ask with the path of the checkpoint to see why it is not there.");
  }

  private static Path pathOf(RunKey key) {
    String value = key.value();
    return Path.of(value.substring(value.indexOf('/')));
  }

  private Explanation of(Path path, ExplanationBuilder explanation) {
    if (path.equals(settings.registry())) {
      return registry(explanation);
    }
    Optional<PathLookup.Place> log = PathLookup.of(path, settings.logDirs());
    Optional<PathLookup.Place> root = PathLookup.of(path, settings.checkpointDirs());
    boolean isLog = log.isPresent() && (root.isEmpty() || FilePatterns.isLog(path));
    if (isLog) {
      return new LogExplainer(known).tell(log.get(), explanation);
    }
    if (root.isPresent()) {
      return belowRoot(root.get(), explanation);
    }
    Optional<PathFacts> facts = known.about(path);
    if (facts.isEmpty()) {
      return explanation.busy();
    }
    if (!facts.get().runs().isEmpty()) {
      explanation.note("It is below no checkpoint directory.");
      return known(facts.get(), path, top(path), Optional.empty(), explanation);
    }
    return facts.get().leftOut().isEmpty()
        ? outside(explanation)
        : explanation.leftOut(facts.get().leftOut());
  }

  private Explanation outside(ExplanationBuilder explanation) {
    List<Path> roots = settings.checkpointDirs();
    String where =
        roots.isEmpty()
            ? "No checkpoint directory is configured"
            : "It is not below "
                + (roots.size() == 1 ? "the checkpoint directory " : "any checkpoint directory (")
                + roots.stream().map(Path::toString).collect(Collectors.joining(", "))
                + (roots.size() == 1 ? "" : ")");
    return explanation.ends(
        where
            + ", and the registry "
            + settings.registry()
            + " does not name it. Register it with: paper-metrics register PATH, or add the"
            + " directory above it to checkpoint-dirs.");
  }

  private static Path top(Path path) {
    Path root = path.getRoot();
    return root == null ? path : root;
  }

  private Explanation registry(ExplanationBuilder explanation) {
    List<Problem> problems = explanation.problemsOf(settings.registry(), known.snapshot());
    String sentence =
        problems.isEmpty()
            ? "This is the registry, and it can be read."
            : "This is the registry, and not all of it can be used: " + problems.get(0).message();
    return explanation.told(problems.isEmpty(), sentence);
  }

  private Explanation belowRoot(PathLookup.Place place, ExplanationBuilder explanation) {
    Path root = place.directory();
    Path path = place.path();
    explanation.ok("It is in the checkpoint directory " + root + ".");
    Optional<String> away = away(root);
    Optional<String> obstacle = PathCheck.obstacle(root, path);
    Optional<PathFacts> told = known.about(path);
    if (told.isEmpty()) {
      return explanation.busy();
    }
    PathFacts facts = told.get();
    if (!facts.runs().isEmpty()) {
      return known(facts, path, root, away, explanation);
    }
    if (away.isPresent()) {
      return explanation.ends(away.get());
    }
    if (!facts.leftOut().isEmpty()) {
      return explanation.leftOut(facts.leftOut());
    }
    Optional<String> excluded = excluded(place);
    if (excluded.isPresent()) {
      return explanation.ends(excluded.get());
    }
    if (obstacle.isPresent()) {
      return explanation.ends(obstacle.get());
    }
    if (path.equals(root)) {
      return explanation.told(
          false, "This is a checkpoint directory, and no run was found below it.");
    }
    return unknownPathExplainer.explain(place, explanation);
  }

  private Optional<String> away(Path root) {
    return ExplanationBuilder.about(root, known.snapshot()).stream()
        .filter(problem -> problem.kind() == Problem.Kind.ROOT_UNAVAILABLE)
        .findFirst()
        .map(
            problem ->
                problem.message() + PathCheck.obstacle(root, root).map(o -> " " + o).orElse(""));
  }

  /** Which pattern passes a path over, in a sentence. */
  private Optional<String> excluded(PathLookup.Place place) {
    return wanted
        .passedOver(place.directory(), place.path())
        .map(
            at ->
                at
                    + " is passed over, because it "
                    + (wanted.isHidden(Objects.requireNonNullElse(at.getFileName(), at))
                        ? "is hidden: its name begins with a dot. Name it with its dot in a pattern of"
                            + " discovery.results"
                        : "matches the pattern "
                            + settings.discovery().exclude().stream()
                                .filter(p -> excludes(p, place.directory(), at))
                                .map(p -> "\"" + p + "\"")
                                .collect(Collectors.joining(", "))
                            + " of discovery.exclude. Change the pattern")
                    + ", or register the run with: paper-metrics register PATH.");
  }

  private static boolean excludes(String pattern, Path root, Path path) {
    return new FilePatterns(List.of(), List.of(pattern)).isExcluded(root, path);
  }

  /** Explains what the index knows already: one run, or several below a directory. */
  private Explanation known(
      PathFacts facts, Path path, Path top, Optional<String> away, ExplanationBuilder explanation) {
    List<KnownRun> runs = facts.runs();
    if (!facts.leftOut().isEmpty()) {
      explanation.note(LeftOut.message(facts.leftOut().size()) + ".");
    }
    if (runs.size() == 1) {
      return story.tell(runs.get(0), facts, top, away, explanation);
    }
    Optional<KnownRun> shown = runs.stream().filter(r -> r.shown().isPresent()).findFirst();
    if (shown.isPresent() && runs.stream().allMatch(r -> isOf(r, path))) {
      return story.tell(shown.get(), facts, top, away, explanation);
    }
    return explanation.several(runs);
  }

  private static boolean isOf(KnownRun run, Path path) {
    return run.files().results().contains(path) || run.files().config().equals(path);
  }
}
