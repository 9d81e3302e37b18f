package org.papermetrics.index;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.papermetrics.aggregate.CheckpointPath;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.files.Stamps;
import org.papermetrics.layout.PathClassifier;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Reading;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the files of several runs in parallel. Used by one thread. */
final class ParallelRunLoader {
  private static final Path NO_FILE = Path.of("/");
  private static final OptionalLong NOWHERE = OptionalLong.empty();
  private static final Logger LOG = LoggerFactory.getLogger(ParallelRunLoader.class);

  private final RunCatalog catalog;
  private final PathClassifier classifier;
  private final RunMaker maker;
  private final KeyedExecutors executors;
  private final RunLoader loader;
  private final FirstReads first;

  ParallelRunLoader(
      RunCatalog catalog,
      PathClassifier classifier,
      RunLoader loader,
      RunMaker maker,
      KeyedExecutors executors,
      FirstReads first) {
    this.catalog = catalog;
    this.classifier = classifier;
    this.loader = loader;
    this.first = first;
    this.maker = maker;
    this.executors = executors;
  }

  /**
   * What was read of a run.
   *
   * @param files where they are; empty when the run is no longer in the catalog
   * @param made the run that it makes when it was read whole
   * @param device of the file system where the files are or should be, when nobody watches it
   * @param linked whether its path leads through a link below a root
   * @param certain whether this says something of its files, which are not just out of reach
   */
  record Outcome(
      RunKey key,
      Optional<RunFiles> files,
      Reading reading,
      Optional<Run> made,
      OptionalLong device,
      boolean linked,
      boolean certain) {}

  /**
   * Reads runs.
   *
   * @param states what is remembered of a run
   * @return in the order of the keys; empty where there is no answer
   */
  List<Optional<Outcome>> read(
      List<RunKey> keys, Function<RunKey, Optional<LoadedRun>> states, Instant now) {
    return executors.all(keys.stream().map(key -> task(key, states.apply(key), now)).toList());
  }

  private KeyedExecutors.Task<Outcome> task(RunKey key, Optional<LoadedRun> state, Instant now) {
    Optional<RunFiles> files = catalog.files(key);
    Reading.Seen before = state.map(LoadedRun::comparable).orElse(null);
    Path where =
        before != null ? before.resultsFile() : files.map(f -> f.results().get(0)).orElse(NO_FILE);
    boolean registered = catalog.isRegistered(key);
    return new KeyedExecutors.Task<>(
        where, () -> outcome(key, files, before, where, registered, now));
  }

  /** The outcome for a run that this program cannot deal with, whatever its files say. */
  static Reading.Failed failed(RunFiles files, Throwable e, Instant now) {
    Path results = files.results().get(0);
    LOG.error("{} could not be processed, and is tried again.", results, e);
    return new Reading.Failed(
        new Problem(
            Problem.Kind.RESULTS_UNREADABLE,
            results.toString(),
            Faults.sentences("this run from being read", e),
            now),
        true);
  }

  private Outcome outcome(
      RunKey key,
      Optional<RunFiles> files,
      Reading.@Nullable Seen before,
      Path where,
      boolean registered,
      Instant now) {
    Reading reading;
    Optional<Run> made = Optional.empty();
    boolean certain = false;
    try {
      reading = files.map(f -> loader.load(f, before, now)).orElseGet(Reading.Gone::new);
      certain = !(reading instanceof Reading.Gone) || !classifier.isAway(where);
      first.read(key);
      if (reading instanceof Reading.Loaded loaded) {
        RunFiles its = files.orElseThrow();
        made =
            Optional.of(
                maker.make(loaded, registered ? checkpointPath(its) : its.checkpointPath()));
      }
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // What this program cannot deal with concerns that run alone.
      reading = failed(files.orElseThrow(), e, now);
    }
    boolean below = classifier.isWatched(where);
    return new Outcome(
        key,
        files,
        reading,
        made,
        below ? NOWHERE : device(where),
        below && classifier.isReachedByLink(where),
        certain);
  }

  /**
   * The path of the checkpoint as it is registered, unless that leads through a link to one of
   * another name, such as {@code latest}: then where it really is. Where only directories above are
   * linked, which no search comes upon, the names that were chosen for them stay.
   */
  private String checkpointPath(RunFiles files) {
    String written = files.checkpointPath();
    if (files.pretrained()) {
      return written;
    }
    Path directory = Path.of(files.key().value());
    try {
      Path real = classifier.reallyAt(directory);
      CheckpointPath here = CheckpointPath.of(written);
      CheckpointPath there = CheckpointPath.of(real.toString());
      boolean another =
          classifier.isBelowRoot(real.toString())
              ? !there.equals(here)
              : there.step() != here.step();
      return another ? real.toString() : written;
    } catch (IOException e) {
      return written;
    }
  }

  private static OptionalLong device(Path file) {
    try {
      return Stamps.deviceAt(file);
    } catch (IOException e) {
      return NOWHERE;
    }
  }

  /** Whether nothing can be said of a file that is missing. */
  boolean isAway(Path file) {
    return executors.ask(file, () -> classifier.isAway(file)).orElse(true);
  }
}
