package org.papermetrics.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.ForeignLinkException;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.OpenFile;
import org.papermetrics.files.SharedFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.files.UnreadableFileException;
import org.papermetrics.model.DifferingPart;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunKey;

/**
 * The file {@code runs_registry.json}, which evaluation scripts and people write too.
 *
 * <p>The others rewrite it in place and without a lock. So a change is planned on a fresh reading,
 * written to a file of its own, and renamed over the registry only if it is then still what was
 * read, see {@link SharedFile}; else all is done again. Between the last check and the rename there
 * are microseconds in which another program can open the old file; what it adds there is carried
 * over, see {@link LateWriteRecovery}.
 */
public final class RegistryFile {
  /** A registry of more bytes is not read: its runs would need more memory than there is. */
  static final long LIMIT =
      Math.min(1L << 30, Math.max(32L << 20, Runtime.getRuntime().maxMemory() / 8));

  private static final String SUBJECT = "The registry";
  private static final int TRIES = 10;

  /** What is added to a registry is seldom more. */
  private static final int MORE_BYTES = 1 << 16;

  private static final Duration YOUNG = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofMillis(500);
  private static final Optional<RegistryUpdate> AGAIN = Optional.empty();

  private final Path file;
  private final SharedFile shared;
  private final RegistryPaths place;
  private final Clock clock;
  private volatile @Nullable RegistryVersion last;

  /**
   * Names the file, which need not exist.
   *
   * @param clock for the time of registration, local to its zone
   */
  public RegistryFile(Path file, Clock clock) {
    this.file = file.toAbsolutePath();
    this.shared = new SharedFile(file, LIMIT);
    this.place = new RegistryPaths(file);
    this.clock = clock;
  }

  /** Reads the registry as it is now. */
  public RegistryReading read() {
    try {
      for (int i = 0; i < TRIES; i++) {
        Optional<FileStamp> stamp = shared.stamp();
        if (stamp.isEmpty()) {
          return new RegistryReading.Missing();
        }
        Optional<OpenFile> found = shared.open(stamp.get());
        if (found.isPresent()) {
          try (OpenFile open = found.get()) {
            return version(open.content()).read(file, open.stamp(), clock.instant());
          }
        }
      }
      return new RegistryReading.Unreadable(
          "The registry changes while it is read, because other programs write it all the time; it is"
              + " read again soon.");
    } catch (UnreadableFileException e) {
      return new RegistryReading.Unreadable(e.sentence(SUBJECT));
    } catch (IOException e) {
      return new RegistryReading.Unreadable(new UnreadableFileException(e).sentence(SUBJECT));
    }
  }

  /**
   * Appends the runs whose checkpoint and results file are not registered yet. A registry that does
   * not exist is made; one that cannot be read is left alone.
   */
  public RegistryUpdate register(Collection<NewRun> runs) {
    return update(new AddEntries(runs, place, LocalDateTime.now(clock)));
  }

  /**
   * Removes the entries whose checkpoint directory or results file is named, with or without a
   * trailing slash, absolute or as it stands in the registry.
   */
  public RegistryUpdate unregister(Collection<String> paths) {
    return update(new RemoveEntries(paths));
  }

  /** Removes the entries of runs as this program has written them; those of others stay. */
  public RegistryUpdate removeOwn(Collection<RunKey> keys) {
    return update(new RemoveOwnEntries(keys));
  }

  private RegistryUpdate update(RegistryEdit edit) {
    try {
      for (int i = 0; i < TRIES; i++) {
        Optional<FileStamp> stamp = shared.stamp();
        Optional<RegistryUpdate> done =
            stamp.isPresent() ? change(stamp.get(), edit) : create(edit);
        if (done.isPresent()) {
          return done.get();
        }
      }
      return new RegistryUpdate.Refused(
          Problem.Kind.REGISTRY_UNWRITABLE,
          "Other programs are writing the registry all the time; it is written again soon.",
          true);
    } catch (UnreadableFileException e) {
      return new RegistryUpdate.Refused(
          Problem.Kind.REGISTRY_UNREADABLE, e.sentence(SUBJECT), isYoung());
    } catch (ForeignLinkException e) {
      return new RegistryUpdate.Refused(
          Problem.Kind.REGISTRY_UNWRITABLE,
          "The registry is not written, because " + e.getMessage() + ".",
          false);
    } catch (IOException e) {
      return new RegistryUpdate.Refused(
          Problem.Kind.REGISTRY_UNWRITABLE,
          "The registry cannot be written ("
              + IoErrors.of(e)
              + "); make its directory writable for this user and see that there is space.",
          false);
    }
  }

  private Optional<RegistryUpdate> create(RegistryEdit edit)
      throws IOException, UnreadableFileException {
    RegistryVersion nothing = new RegistryVersion(RegistryText.empty(), place);
    RegistryEdit.Plan plan = edit.plan(nothing);
    if (plan.changesNothing()) {
      RegistryReading.Read none = nothing.read(file, null, clock.instant());
      return Optional.of(new RegistryUpdate.Done(List.of(), plan.unknown(), null, none));
    }
    byte[] fresh = written(nothing, plan);
    if (!shared.create(fresh)) {
      return AGAIN;
    }
    return Optional.of(
        new RegistryUpdate.Done(plan.changed(), plan.unknown(), null, afterwards(fresh)));
  }

  private Optional<RegistryUpdate> change(FileStamp stamp, RegistryEdit edit)
      throws IOException, UnreadableFileException {
    Optional<OpenFile> found = shared.open(stamp);
    if (found.isEmpty()) {
      return AGAIN;
    }
    try (OpenFile open = found.get()) {
      RegistryVersion version = version(open.content());
      RegistryReading.Read before = version.read(file, stamp, clock.instant());
      RegistryEdit.Plan plan = edit.plan(version);
      if (plan.changesNothing()) {
        return Optional.of(new RegistryUpdate.Done(List.of(), plan.unknown(), before, before));
      }
      byte[] fresh = written(version, plan);
      if (!shared.replace(open, fresh)) {
        return AGAIN;
      }
      RegistryReading.Read after = carriedOver(open, version).orElse(afterwards(fresh));
      return Optional.of(new RegistryUpdate.Done(plan.changed(), plan.unknown(), before, after));
    }
  }

  /** The version with what a late writer has added to the replaced file; empty without one. */
  private Optional<RegistryReading.Read> carriedOver(OpenFile replaced, RegistryVersion start)
      throws IOException, UnreadableFileException {
    Optional<RegistryText> late = LateWriteRecovery.textIn(replaced, TIMEOUT);
    if (late.isEmpty()) {
      return Optional.empty();
    }
    RegistryEdit edit = LateWriteRecovery.carryOver(start, new RegistryVersion(late.get(), place));
    long since = System.nanoTime();
    RegistryUpdate update;
    do {
      update = update(edit);
    } while (update instanceof RegistryUpdate.Refused refused
        && refused.passing()
        && System.nanoTime() - since < TIMEOUT.toNanos());
    return update instanceof RegistryUpdate.Done done
        ? Optional.of(done.after())
        : Optional.empty();
  }

  private RegistryVersion version(byte[] content) throws UnreadableFileException {
    RegistryVersion before = last;
    RegistryVersion version =
        before == null
            ? new RegistryVersion(RegistryText.parse(content), place)
            : after(before, RegistryText.parse(content, before.text()));
    last = version;
    return version;
  }

  private RegistryVersion after(RegistryVersion before, RegistryText text) {
    return DifferingPart.isSame(text, before.text()) && before.isAbsolute()
        ? before
        : new RegistryVersion(text, place, before.lines());
  }

  private static byte[] written(RegistryVersion version, RegistryEdit.Plan plan)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(version.text().size() + MORE_BYTES);
    version.text().write(out, plan.kept(), plan.added());
    return out.toByteArray();
  }

  /** What was just written, with its stamp if nobody has written after it. */
  private RegistryReading.Read afterwards(byte[] fresh)
      throws IOException, UnreadableFileException {
    return version(fresh).read(file, stampOf(fresh), clock.instant());
  }

  private @Nullable FileStamp stampOf(byte[] fresh) throws IOException {
    Optional<FileStamp> stamp = Stamps.of(file);
    if (stamp.isEmpty() || stamp.get().size() != fresh.length) {
      return null;
    }
    return shared.holds(stamp.get(), fresh) ? stamp.get() : null;
  }

  private boolean isYoung() {
    try {
      return Stamps.of(file)
          .filter(stamp -> !Periods.isOver(YOUNG, stamp.modified(), clock.instant()))
          .isPresent();
    } catch (IOException e) {
      return false;
    }
  }
}
