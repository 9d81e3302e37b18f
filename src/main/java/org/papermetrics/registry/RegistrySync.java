package org.papermetrics.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/**
 * Keeps the index in step with the registry: reads it, appends new runs, reports its problems. One
 * that cannot be read is taken to be as it was. Used by one thread.
 */
public final class RegistrySync {
  /** An entry younger than this that vanishes fell to another writer's stale copy. */
  private static final Duration YOUTH = Duration.ofSeconds(10);

  /** Some editors remove a file for a moment before they write it anew. */
  private static final Duration MISSING_FOR_GOOD = Duration.ofSeconds(1);

  private static final Duration NO_ANSWER = Duration.ofSeconds(5);

  private final Path path;
  private final RegistryFile registry;
  private final BoundedTask reaching;
  private final Duration patience;
  private final RemovalDetector.Results results;
  private final RemovalDetector detector = new RemovalDetector(YOUTH);
  private List<Problem> entryProblems = List.of();
  private Optional<Problem> problem = Optional.empty();
  private List<NewRun> dropped = List.of();
  private Optional<Instant> missingSince = Optional.empty();
  private final LongAdder writes = new LongAdder();
  private boolean seen;
  private boolean behind;
  private boolean away;
  private OptionalLong home = OptionalLong.empty();
  private @Nullable Changing changing;
  private final RegistryRest rest = new RegistryRest();

  private record Changing(Future<RegistryUpdate> update, Instant since) {}

  /**
   * Has not looked yet.
   *
   * @param reaching on which the file is read and written
   * @param patience how long to wait for a change before going on without it
   * @param results tells the state of a run's results file
   */
  public RegistrySync(
      Path path,
      RegistryFile registry,
      BoundedTask reaching,
      Duration patience,
      RemovalDetector.Results results) {
    this.path = path;
    this.registry = registry;
    this.reaching = reaching;
    this.patience = patience;
    this.results = results;
  }

  /**
   * What dealing with the registry came to.
   *
   * @param entries what it says now; empty when it is as it was
   * @param again whether it is worth trying again soon
   * @param changed the runs whose entries this program has just added or removed
   */
  public record Dealing(
      Optional<List<RegistryEntry>> entries, boolean again, List<RunKey> changed) {
    static Dealing asItWas(boolean again) {
      return new Dealing(Optional.empty(), again, List.of());
    }
  }

  /** Where the registry is. */
  public Path path() {
    return path;
  }

  /** How often it was written; may be asked by any thread. */
  public long writes() {
    return writes.sum();
  }

  /** What is wrong with it. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>(entryProblems);
    problem.ifPresent(problems::add);
    return problems;
  }

  /** Whether it could not be read or written at the last attempt. */
  public boolean isFailing() {
    return problem.isPresent();
  }

  /** Whether a person has removed a run and its results file has not changed since. */
  public boolean isRemoved(RunKey key, Supplier<Optional<FileStamp>> stamp) {
    return detector.isRemoved(key, stamp);
  }

  /** Restores what was saved. */
  public void restore(Collection<RunKey> registered, Collection<Removal> removals) {
    detector.restore(registered, removals);
    // There was a registry, so one that is missing now may be back in a moment.
    seen = !registered.isEmpty() || !removals.isEmpty();
  }

  /** The runs that persons have removed. */
  public List<Removal> removals() {
    return detector.removals();
  }

  /** Whether it is to be read as soon as it can be reached. */
  public boolean isBehind() {
    return behind;
  }

  private <T> Optional<T> reach(Callable<T> work, Instant now) {
    Optional<T> outcome = reaching.attempt(work);
    behind = outcome.isEmpty();
    if (behind) {
      problem = Optional.of(unreachable(now));
    }
    return outcome;
  }

  private Problem unreachable(Instant now) {
    return problem(
        Problem.Kind.REGISTRY_UNREADABLE,
        "The registry cannot be reached: its file system does not answer. What it said before"
            + " counts until it does.",
        now);
  }

  /**
   * The registry as it is.
   *
   * @param device of the file system where it is or should be
   */
  private record Outcome(RegistryReading reading, OptionalLong device) {}

  private Outcome read() {
    RegistryReading reading = registry.read();
    try {
      return new Outcome(reading, Stamps.deviceAt(path));
    } catch (IOException e) {
      return new Outcome(reading, OptionalLong.empty());
    }
  }

  private Dealing away(Instant now) {
    problem =
        Optional.of(
            problem(
                Problem.Kind.REGISTRY_UNREADABLE,
                "The file system that holds the registry is not mounted. What it said before counts"
                    + " until it is; new runs are registered then.",
                now));
    return Dealing.asItWas(false);
  }

  /** Reads the registry again. */
  public Dealing read(Instant now) {
    Optional<Outcome> reached = reach(this::read, now);
    if (reached.isEmpty()) {
      return Dealing.asItWas(false);
    }
    RegistryReading reading = reached.get().reading();
    OptionalLong device = reached.get().device();
    if (reading instanceof RegistryReading.Missing) {
      away = seen && home.isPresent() && device.isPresent() && !home.equals(device);
      return away ? away(now) : missing(now);
    }
    away = false;
    home = device;
    missingSince = Optional.empty();
    if (reading instanceof RegistryReading.Read read) {
      dropped = detector.observe(read, now, results).dropped();
      return says(read, read.stamp() == null, List.of());
    }
    String sentence = ((RegistryReading.Unreadable) reading).sentence();
    problem = Optional.of(problem(Problem.Kind.REGISTRY_UNREADABLE, sentence, now));
    return Dealing.asItWas(false);
  }

  private Dealing missing(Instant now) {
    Instant since = missingSince.orElse(now);
    missingSince = Optional.of(since);
    if (seen && !Periods.isOver(MISSING_FOR_GOOD, since, now)) {
      return Dealing.asItWas(true);
    }
    detector.registryGone();
    dropped = List.of();
    Dealing dealing = says(new RegistryReading.Read(List.of(), List.of(), null), false, List.of());
    seen = false;
    return dealing;
  }

  private Dealing says(RegistryReading.Read read, boolean again, List<RunKey> changed) {
    seen = true;
    problem = Optional.empty();
    entryProblems = read.problems();
    rest.has(read.entries().size());
    return new Dealing(Optional.of(read.entries()), again, changed);
  }

  /** Adds runs, and with them the entries that another writer's stale copy has dropped. */
  public Dealing add(Collection<NewRun> runs, Instant now) {
    List<NewRun> all = new ArrayList<>(dropped);
    all.addAll(runs);
    return all.isEmpty()
        ? Dealing.asItWas(false)
        : change(() -> registry.register(all), all.size(), now);
  }

  /** Removes the entries of runs as this program has written them; those of others stay. */
  public Dealing removeOwn(Collection<RunKey> keys, Instant now) {
    return keys.isEmpty()
        ? Dealing.asItWas(false)
        : change(() -> registry.removeOwn(keys), keys.size(), now);
  }

  private Dealing change(Callable<RegistryUpdate> work, int runs, Instant now) {
    rest.begins(runs, now);
    if (away || changing != null) {
      return Dealing.asItWas(false);
    }
    Optional<Future<RegistryUpdate>> begun = reaching.begin(work, patience);
    behind = begun.isEmpty();
    if (behind) {
      problem = Optional.of(unreachable(now));
      return Dealing.asItWas(false);
    }
    changing = new Changing(begun.get(), now);
    return changed(now);
  }

  /**
   * How long changes shall wait, because the registry is large and was just written, or because
   * many runs have just come to it in vain.
   */
  public Duration rest(Instant now) {
    return rest.after(now);
  }

  /** Whether a change that was begun has not been taken over by {@link #changed} yet. */
  public boolean isChanging() {
    return changing != null;
  }

  /** What a change that was begun came to; as it was as long as that is not known. */
  public Dealing changed(Instant now) {
    Changing begun = changing;
    if (begun == null) {
      return Dealing.asItWas(false);
    }
    behind = !begun.update().isDone();
    if (behind) {
      if (Periods.isOver(NO_ANSWER, begun.since(), now)) {
        problem = Optional.of(unreachable(now));
      }
      return Dealing.asItWas(false);
    }
    changing = null;
    Optional<RegistryUpdate> reached = BoundedTask.outcome(begun.update());
    if (reached.isEmpty()) {
      return Dealing.asItWas(true);
    }
    RegistryUpdate update = reached.get();
    if (update instanceof RegistryUpdate.Done done) {
      rest.accepted();
      if (!done.changed().isEmpty()) {
        writes.increment();
        rest.written(now);
      }
      dropped = detector.observe(done, now, results).dropped();
      List<RunKey> changed = done.changed().stream().map(RegistryEntry::key).toList();
      return says(done.after(), !dropped.isEmpty(), changed);
    }
    RegistryUpdate.Refused refused = (RegistryUpdate.Refused) update;
    if (refused.passing()) {
      rest.accepted();
    } else {
      problem = Optional.of(problem(refused.kind(), refused.sentence(), now));
    }
    return Dealing.asItWas(refused.passing());
  }

  private Problem problem(Problem.Kind kind, String sentence, Instant now) {
    return new Problem(kind, path.toString(), sentence, now);
  }
}
