package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.papermetrics.aggregate.RunMaker;
import org.papermetrics.aggregate.SnapshotBuilder;
import org.papermetrics.annotations.AnnotationsFile;
import org.papermetrics.index.FileAccess;
import org.papermetrics.index.RunCatalog;
import org.papermetrics.index.RunIndex;
import org.papermetrics.layout.ConfiguredPaths;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.load.ReadRules;
import org.papermetrics.load.RunLoader;
import org.papermetrics.model.Change;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.registry.RegistryFile;
import org.papermetrics.state.MemoryStateStore;
import org.papermetrics.state.SavedState;
import org.papermetrics.state.StateStore;
import org.papermetrics.wire.FrameJson;

/**
 * A daemon without threads that may be killed and started again, and a page that follows it all the
 * time.
 */
final class Life {
  static final ZoneId ZONE = ZoneId.of("Asia/Jerusalem");

  private final Disk disk;
  private final StateStore store;
  private StatePersister persister;
  private RunIndex index;
  private final Map<Long, Change> told = new HashMap<>();
  private final Map<String, Run> page = new HashMap<>();
  private final Map<String, Evaluation> evaluations = new HashMap<>();
  private long pageRevision;

  Life(Disk disk) {
    this(disk, new MemoryStateStore());
  }

  private Life(Disk disk, StateStore store) {
    this.disk = disk;
    this.store = store;
    this.persister = new StatePersister(store, "here");
    this.index = index(disk);
  }

  /** Another that starts from what this one has kept; not to be used beside it. */
  Life freshStart(Set<Path> firstLooks, Instant now) {
    Life fresh = new Life(disk, store);
    fresh.index.restore(fresh.persister.load(), true, now);
    firstLooks.addAll(fresh.index.unchecked());
    fresh.pageRevision = fresh.index.snapshot().revision();
    return fresh;
  }

  RunIndex index() {
    return index;
  }

  Snapshot snapshot() {
    return index.snapshot();
  }

  /** The board of a page that has applied every change. */
  Map<String, Run> page() {
    return page;
  }

  /** The evaluations under way of a page that has applied every change. */
  Collection<Evaluation> evaluations() {
    return evaluations.values();
  }

  /** One turn; gives the paths to look at again. */
  Set<Path> update(Set<Path> paths, Instant now) {
    RunIndex.Update update = index.update(paths, List.of(), now);
    if (keep(update.change(), now)) {
      follow();
    }
    return update.again().keySet();
  }

  /** One turn that ends in the middle: before anything is kept, or before the page is told. */
  void updateAndDie(Set<Path> paths, Instant now, boolean kept) {
    RunIndex.Update update = index.update(paths, List.of(), now);
    if (kept) {
      keep(update.change(), now);
    }
  }

  private boolean keep(Change change, Instant now) {
    long revision = change.to().revision();
    boolean news = !change.isEmpty();
    if (!persister.save(
        index, news ? Map.of(revision, FrameJson.update(change)) : Map.of(), true, now)) {
      throw new AssertionError("memory never fails");
    }
    if (news) {
      told.put(revision, change);
    }
    return news;
  }

  private void follow() {
    while (pageRevision < index.snapshot().revision()) {
      Change change = told.get(++pageRevision);
      if (change == null) {
        throw new AssertionError("the page was never told of revision " + pageRevision);
      }
      change.removed().forEach(page::remove);
      change.changed().forEach(run -> page.put(run.id(), run));
      change.evaluationsRemoved().forEach(evaluations::remove);
      change.evaluationsChanged().forEach(each -> evaluations.put(each.key(), each));
    }
  }

  /** Another daemon goes on where this one was; gives the paths to look at first. */
  Set<Path> restart(Instant now) {
    persister = new StatePersister(store, "here");
    SavedState was = persister.load();
    told.keySet().removeIf(revision -> revision > was.version().map(l -> l.revision()).orElse(0L));
    index = index(disk);
    index.restore(was, true, now);
    follow();
    return index.unchecked();
  }

  private static RunIndex index(Disk disk) {
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    ConfiguredPaths ground =
        new ConfiguredPaths(List.of(disk.root), List.of(disk.logs), patterns, true, path -> false);
    FileAccess access = FileAccess.of(ground, Duration.ofMinutes(1), () -> {}, System::nanoTime);
    RegistryFile registry = new RegistryFile(disk.registry, Clock.system(ZONE));
    return new RunIndex(
        new RunCatalog(disk.registry, registry, ground, access),
        new RunLoader(
            new ReadRules(List.of(disk.root), List.of(), List.of()), List.of(), List.of()),
        new RunMaker(List.of(), ZONE),
        new SnapshotBuilder(null),
        ground,
        access,
        Duration.ofSeconds(2),
        new AnnotationsFile(disk.annotations, Clock.systemUTC()),
        ZONE,
        Duration.ofMinutes(20),
        Snapshot.empty("epoch", 0, Instant.EPOCH, List.of(disk.root.toString()), List.of()));
  }
}
