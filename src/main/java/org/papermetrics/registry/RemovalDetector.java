package org.papermetrics.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.DifferingPart;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

/**
 * Tells an entry removed by a person from one lost to another writer's stale copy.
 *
 * <p>A stale copy was read before the entry came and is written moments after. So an entry that
 * vanishes while it is young counts as dropped, whoever had added it. Not so when the file was
 * replaced by a new one that only lacks entries: scripts rewrite in place and always add their own,
 * and that is how {@code unregister} and many editors remove one. Nor when its results are gone.
 *
 * <p>Nothing here checks a clock or a disk; not for use by several threads.
 */
public final class RemovalDetector {
  private final Duration youth;
  private @Nullable Set<RunKey> known;

  /** The version that {@link #known} is of; null when it is not of one that was observed. */
  private @Nullable List<RegistryEntry> observed;

  private String inode = "";
  private final Map<RunKey, Young> young = new LinkedHashMap<>();
  private final Map<RunKey, RegistryEntry> dropped = new LinkedHashMap<>();
  private final Map<RunKey, Removal> removals = new LinkedHashMap<>();

  private record Young(RegistryEntry entry, Instant since) {}

  /**
   * What a version of the registry means.
   *
   * @param dropped to be registered again now; told each time until they are there
   * @param removed to be taken off the board; told once
   */
  public record Verdict(List<NewRun> dropped, List<RunKey> removed) {}

  /** Knows the results files. */
  public interface Results {
    /** What the removal of a run says that happens now: where its results file is, and whether. */
    Removal removalOf(RunKey key);
  }

  /**
   * Starts without knowledge: the first version that is observed is taken as it is.
   *
   * @param youth how long after it came an entry can fall to a stale copy; some seconds
   */
  public RemovalDetector(Duration youth) {
    this.youth = youth;
  }

  /** Resumes where another left off: with the runs that were registered and those removed. */
  public void restore(Collection<RunKey> registered, Collection<Removal> removed) {
    known = new LinkedHashSet<>(registered);
    observed = null;
    removed.forEach(removal -> removals.put(removal.key(), removal));
  }

  /** Takes note of both versions of an update of our own. */
  public Verdict observe(RegistryUpdate.Done update, Instant now, Results results) {
    List<RunKey> removed = new ArrayList<>();
    if (update.before() != null) {
      removed.addAll(observe(update.before(), now, results).removed());
    }
    // What this program has removed itself was not removed by a person.
    if (known != null) {
      update.changed().forEach(entry -> forget(entry.key()));
    }
    Verdict verdict = observe(update.after(), now, results);
    removed.addAll(verdict.removed());
    return new Verdict(verdict.dropped(), List.copyOf(removed));
  }

  private void forget(RunKey key) {
    if (Objects.requireNonNull(known).remove(key)) {
      observed = null;
    }
    young.remove(key);
  }

  /** Takes note of the version that is there now. */
  public Verdict observe(RegistryReading.Read version, Instant now, Results results) {
    boolean first = known == null;
    Set<RunKey> before = known == null ? new LinkedHashSet<>() : known;
    List<RegistryEntry> after = version.entries();
    List<RegistryEntry> former = observed;
    // Outside of this part the entries are the same objects as before.
    DifferingPart part =
        former == null ? new DifferingPart(0, 0, after.size()) : DifferingPart.of(former, after);
    Map<RunKey, RegistryEntry> present = new LinkedHashMap<>();
    after.subList(part.start(), part.newEnd()).forEach(entry -> present.put(entry.key(), entry));
    List<RunKey> gone =
        (former == null ? before.stream() : keys(former.subList(part.start(), part.end())))
            .filter(key -> !present.containsKey(key))
            .toList();
    Map<RunKey, RegistryEntry> appeared = new LinkedHashMap<>(present);
    appeared.keySet().removeAll(before);
    boolean anotherFile = isAnotherFile(version.stamp());
    boolean onPurpose = anotherFile && appeared.isEmpty();

    young.values().removeIf(entry -> Periods.isOver(youth, entry.since(), now));
    List<RunKey> removed = new ArrayList<>();
    for (RunKey key : gone) {
      Young recent = young.remove(key);
      Removal removal = results.removalOf(key);
      if (recent != null && !onPurpose && removal.results() != null) {
        dropped.put(key, recent.entry());
      } else {
        removals.put(key, removal);
        removed.add(key);
      }
    }
    if (!first) {
      appeared.forEach((key, entry) -> young.put(key, new Young(entry, now)));
    }
    dropped.keySet().removeAll(present.keySet());
    removals.keySet().removeAll(present.keySet());
    gone.forEach(before::remove);
    before.addAll(appeared.keySet());
    known = before;
    observed = after;
    return new Verdict(dropped.values().stream().map(NewRun::of).toList(), List.copyOf(removed));
  }

  private static Stream<RunKey> keys(List<RegistryEntry> entries) {
    return entries.stream().map(RegistryEntry::key);
  }

  /** The registry as a whole is gone and made anew: nothing in it was removed by choice. */
  public void registryGone() {
    known = new LinkedHashSet<>();
    observed = null;
    inode = "";
    young.clear();
    dropped.clear();
    removals.clear();
  }

  /**
   * Whether a person has removed this run and its results file has not changed since. One that is
   * gone has not: it may be on a file system that is away.
   *
   * @param results takes the stamp of its results file now; asked for only when it matters
   */
  public boolean isRemoved(RunKey key, Supplier<Optional<FileStamp>> results) {
    Removal removal = removals.get(key);
    if (removal == null) {
      return false;
    }
    FileStamp then = removal.results();
    // The inode and its device can change with a mount, the content cannot.
    Optional<FileStamp> now = results.get();
    return now.isEmpty()
        || (then != null
            && then.size() == now.get().size()
            && then.modified().equals(now.get().modified()));
  }

  /** The runs that persons have removed, to be kept across restarts. */
  public List<Removal> removals() {
    return List.copyOf(removals.values());
  }

  private boolean isAnotherFile(@Nullable FileStamp stamp) {
    String before = inode;
    inode = stamp == null ? "" : stamp.inode();
    return !before.isEmpty() && !inode.isEmpty() && !inode.equals(before);
  }
}
