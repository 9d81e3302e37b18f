package org.papermetrics.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.papermetrics.config.Settings;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.layout.PathLookup;
import org.papermetrics.layout.SymlinkPolicy;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.RunFiles;

/** Explains why a readable path below a checkpoint root is not a known run. */
final class UnknownPathExplainer {
  private final Settings settings;
  private final FilePatterns wanted;
  private final RunExplainer story;
  private final BiFunction<PathLookup.Place, ExplanationBuilder, Explanation> elsewhere;

  /**
   * Goes by the settings.
   *
   * @param elsewhere explains another place that a path leads to
   */
  UnknownPathExplainer(
      Settings settings,
      FilePatterns wanted,
      RunExplainer story,
      BiFunction<PathLookup.Place, ExplanationBuilder, Explanation> elsewhere) {
    this.settings = settings;
    this.wanted = wanted;
    this.story = story;
    this.elsewhere = elsewhere;
  }

  Explanation explain(PathLookup.Place place, ExplanationBuilder explanation) {
    Optional<Explanation> link = throughLink(place, explanation);
    if (link.isPresent()) {
      return link.get();
    }
    Path path = place.path();
    if (Files.isDirectory(path)) {
      return directory(place, explanation);
    }
    if (wanted.isResults(place.directory(), path)) {
      return results(path, explanation);
    }
    Path parent = Objects.requireNonNullElse(path.getParent(), path);
    if (FilePatterns.isConfig(path)) {
      explanation.ok("It is a training config.");
      return directory(new PathLookup.Place(place.directory(), parent), explanation);
    }
    if (!path.toString().endsWith(".json")) {
      explanation.note(path.getFileName() + " is never opened; what counts is its directory.");
      return elsewhere.apply(new PathLookup.Place(place.directory(), parent), explanation);
    }
    return explanation.ends(
        path.getFileName()
            + " is no results file: its name does not match "
            + patterns()
            + ". Name it so, or add a pattern to discovery.results.");
  }

  private String patterns() {
    return settings.discovery().results().stream()
        .map(p -> "\"" + p + "\"")
        .collect(Collectors.joining(" or ", "", " (discovery.results)"));
  }

  private Explanation directory(PathLookup.Place place, ExplanationBuilder explanation) {
    Path directory = place.path();
    List<String> names = PathCheck.names(directory);
    Optional<Path> results =
        names.stream()
            .map(directory::resolve)
            .filter(file -> wanted.isResults(place.directory(), file))
            .findFirst();
    if (results.isPresent()) {
      return results(results.get(), explanation);
    }
    boolean checkpoint = names.contains(RunFiles.CONFIG);
    return explanation.ends(
        "There is no results file in "
            + directory
            + ": nothing in it matches "
            + patterns()
            + "."
            + (checkpoint
                ? " The evaluation has not written its results yet, or has written them elsewhere;"
                    + " then register them with: paper-metrics register FILE."
                : PathCheck.similar(RunFiles.RESULTS, directory)));
  }

  private Explanation results(Path file, ExplanationBuilder explanation) {
    explanation.ok("Its name is one of results.");
    return story.unknown(file, explanation);
  }

  /** Where a link below the root leads to, if there is one on the way. */
  private Optional<Explanation> throughLink(
      PathLookup.Place place, ExplanationBuilder explanation) {
    for (Path at : PathCheck.between(place.directory(), place.path())) {
      if (!at.equals(place.directory()) && Files.isSymbolicLink(at) && Files.isDirectory(at)) {
        return link(at, place, explanation);
      }
    }
    return Optional.empty();
  }

  private Optional<Explanation> link(
      Path link, PathLookup.Place place, ExplanationBuilder explanation) {
    SymlinkPolicy symlinks = new SymlinkPolicy();
    settings.checkpointDirs().forEach(symlinks::resolve);
    try {
      Path real = link.toRealPath();
      if (symlinks.target(link).isPresent()) {
        return settings.watch().followLinks()
            ? Optional.empty()
            : Optional.of(
                explanation.ends(
                    link
                        + " is a link to "
                        + real
                        + ", and links are not followed (watch.follow-links is false). Set it to"
                        + " true, or register the run with: paper-metrics register PATH."));
      }
      Path there = real.resolve(link.relativize(place.path())).normalize();
      Optional<PathLookup.Place> inside = PathLookup.of(there, settings.checkpointDirs());
      if (inside.isPresent()) {
        explanation.note(
            link
                + " is a link to "
                + real
                + ", in a checkpoint directory itself; a run is shown once, where it really is.");
        return Optional.of(elsewhere.apply(inside.get(), explanation));
      }
      return Optional.of(
          explanation.ends(
              link
                  + " is a link to "
                  + real
                  + ", which holds a checkpoint directory; it is not followed."));
    } catch (IOException e) {
      return Optional.of(explanation.ends(link + " is a link that leads nowhere."));
    }
  }
}
