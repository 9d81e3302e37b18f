package org.papermetrics.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.papermetrics.config.Settings;
import org.papermetrics.layout.Links;
import org.papermetrics.layout.Places;
import org.papermetrics.layout.Wanted;
import org.papermetrics.model.Explanation;

/** Explains a path below a checkpoint root that can be read, but of which no run is known. */
final class Candidate {
  private final Settings settings;
  private final Wanted wanted;
  private final RunStory story;
  private final Predicate<Path> removed;
  private final BiFunction<Places.Place, Trail, Explanation> elsewhere;

  /**
   * Goes by the settings.
   *
   * @param removed whether a person has taken the run of a results file off the registry
   * @param elsewhere explains another place that a path leads to
   */
  Candidate(
      Settings settings,
      Wanted wanted,
      RunStory story,
      Predicate<Path> removed,
      BiFunction<Places.Place, Trail, Explanation> elsewhere) {
    this.settings = settings;
    this.wanted = wanted;
    this.story = story;
    this.removed = removed;
    this.elsewhere = elsewhere;
  }

  Explanation explain(Places.Place place, Trail trail) {
    Optional<Explanation> link = throughLink(place, trail);
    if (link.isPresent()) {
      return link.get();
    }
    Path path = place.path();
    if (Files.isDirectory(path)) {
      return directory(place, trail);
    }
    if (wanted.isResults(place.directory(), path)) {
      return results(path, trail);
    }
    Path parent = Objects.requireNonNullElse(path.getParent(), path);
    if (Wanted.isConfig(path)) {
      trail.ok("It is a training config.");
      return directory(new Places.Place(place.directory(), parent), trail);
    }
    if (!path.toString().endsWith(".json")) {
      trail.note(path.getFileName() + " is never opened; what counts is its directory.");
      return elsewhere.apply(new Places.Place(place.directory(), parent), trail);
    }
    return trail.ends(
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

  private Explanation directory(Places.Place place, Trail trail) {
    Path directory = place.path();
    List<String> names = Way.names(directory);
    Optional<Path> results =
        names.stream()
            .map(directory::resolve)
            .filter(file -> wanted.isResults(place.directory(), file))
            .findFirst();
    if (results.isPresent()) {
      return results(results.get(), trail);
    }
    String usual = "paper_metrics_results.json";
    boolean checkpoint = names.contains(Wanted.CONFIG);
    return trail.ends(
        "There is no results file in "
            + directory
            + ": nothing in it matches "
            + patterns()
            + "."
            + (checkpoint
                ? " The evaluation has not written its results yet, or has written them elsewhere;"
                    + " then register them with: paper-metrics register FILE."
                : Way.similar(usual, directory)));
  }

  private Explanation results(Path file, Trail trail) {
    trail.ok("Its name is one of results.");
    if (removed.test(file)) {
      return trail.ends(
          "A person has removed this run from the registry, so it stays away until its results file"
              + " changes. To bring it back now: paper-metrics register '"
              + file
              + "'");
    }
    return story.unknown(file, trail);
  }

  /** Where a link below the root leads to, if there is one on the way. */
  private Optional<Explanation> throughLink(Places.Place place, Trail trail) {
    for (Path at : Way.between(place.directory(), place.path())) {
      if (!at.equals(place.directory()) && Files.isSymbolicLink(at) && Files.isDirectory(at)) {
        return link(at, place, trail);
      }
    }
    return Optional.empty();
  }

  private Optional<Explanation> link(Path link, Places.Place place, Trail trail) {
    Links links = new Links();
    settings.checkpointDirs().forEach(links::resolve);
    try {
      Path real = link.toRealPath();
      if (links.target(link).isPresent()) {
        return settings.watch().followLinks()
            ? Optional.empty()
            : Optional.of(
                trail.ends(
                    link
                        + " is a link to "
                        + real
                        + ", and links are not followed (watch.follow-links is false). Set it to"
                        + " true, or register the run with: paper-metrics register PATH."));
      }
      Path there = real.resolve(link.relativize(place.path())).normalize();
      Optional<Places.Place> inside = Places.of(there, settings.checkpointDirs());
      if (inside.isPresent()) {
        trail.note(
            link
                + " is a link to "
                + real
                + ", in a checkpoint directory itself; a run is shown once, where it really is.");
        return Optional.of(elsewhere.apply(inside.get(), trail));
      }
      return Optional.of(
          trail.ends(
              link
                  + " is a link to "
                  + real
                  + ", which holds a checkpoint directory; it is not followed."));
    } catch (IOException e) {
      return Optional.of(trail.ends(link + " is a link that leads nowhere."));
    }
  }
}
