package org.papermetrics.registry;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.ByteSource;
import org.papermetrics.files.ContentSums;
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
            Optional<RegistryVersion> version = version(open);
            if (version.isPresent()) {
              return version.get().read(file, open.stamp(), clock.instant());
            }
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
    ByteSource source = RegistryText.NO_RUNS;
    RegistryVersion nothing = new RegistryVersion(RegistryParser.parse(source), place);
    RegistryEdit.Plan plan = edit.plan(nothing);
    if (plan.changesNothing()) {
      RegistryReading.Read none = nothing.read(file, null, clock.instant());
      return Optional.of(new RegistryUpdate.Done(List.of(), plan.unknown(), null, none));
    }
    Rewrite rewrite = new Rewrite(nothing.text(), source, plan);
    if (!shared.create(rewrite)) {
      return AGAIN;
    }
    return Optional.of(
        new RegistryUpdate.Done(plan.changed(), plan.unknown(), null, afterwards(rewrite)));
  }

  private Optional<RegistryUpdate> change(FileStamp stamp, RegistryEdit edit)
      throws IOException, UnreadableFileException {
    Optional<OpenFile> found = shared.open(stamp);
    if (found.isEmpty()) {
      return AGAIN;
    }
    try (OpenFile open = found.get()) {
      Optional<RegistryVersion> whole = version(open);
      if (whole.isEmpty()) {
        return AGAIN;
      }
      RegistryVersion version = whole.get();
      RegistryReading.Read before = version.read(file, stamp, clock.instant());
      RegistryEdit.Plan plan = edit.plan(version);
      if (plan.changesNothing()) {
        return Optional.of(new RegistryUpdate.Done(List.of(), plan.unknown(), before, before));
      }
      Rewrite rewrite = new Rewrite(version.text(), open, plan);
      if (!shared.replace(open, rewrite)) {
        return AGAIN;
      }
      RegistryReading.Read after = carriedOver(open, version).orElse(afterwards(rewrite));
      return Optional.of(new RegistryUpdate.Done(plan.changed(), plan.unknown(), before, after));
    }
  }

  /** The version with what a late writer has added to the replaced file; empty without one. */
  private Optional<RegistryReading.Read> carriedOver(OpenFile replaced, RegistryVersion start)
      throws IOException, UnreadableFileException {
    Optional<LateWriteRecovery.Late> late = LateWriteRecovery.in(replaced, TIMEOUT);
    if (late.isEmpty()) {
      return Optional.empty();
    }
    RegistryEdit edit = LateWriteRecovery.carryOver(start, late.get(), place);
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

  /** What a file says; empty when it has changed meanwhile. */
  Optional<RegistryVersion> version(OpenFile open) throws IOException, UnreadableFileException {
    RegistryVersion before = last;
    RegistryText text;
    try {
      text = RegistryParser.parse(open, open.sums(), before == null ? null : before.text());
    } catch (EOFException e) {
      return Optional.empty();
    } catch (UnreadableFileException e) {
      if (open.isCurrent()) {
        throw e;
      }
      return Optional.empty();
    }
    return open.isCurrent() ? Optional.of(version(text)) : Optional.<RegistryVersion>empty();
  }

  private RegistryVersion version(RegistryText text) {
    RegistryVersion before = last;
    RegistryVersion version =
        before == null ? new RegistryVersion(text, place) : after(before, text);
    last = version;
    return version;
  }

  private RegistryVersion after(RegistryVersion before, RegistryText text) {
    return DifferingPart.isSame(text, before.text()) && before.isAbsolute()
        ? before
        : new RegistryVersion(text, place, before.lines());
  }

  /** What was just written, with its stamp if nobody has written after it. */
  private RegistryReading.Read afterwards(Rewrite rewrite) throws IOException {
    RegistryText text = rewrite.written();
    return version(text).read(file, stampOf(text.sums()), clock.instant());
  }

  /** The stamp of the file; null when it has another content by now. */
  @Nullable FileStamp stampOf(ContentSums written) throws IOException {
    Optional<FileStamp> stamp = Stamps.of(file);
    if (stamp.isEmpty() || stamp.get().size() != written.size()) {
      return null;
    }
    return shared.holds(stamp.get(), written) ? stamp.get() : null;
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

  /** Writes what a plan makes of a text. */
  private static final class Rewrite implements AtomicFile.Content {
    private final RegistryText text;
    private final ByteSource source;
    private final RegistryEdit.Plan plan;
    private @Nullable RegistryText written;

    Rewrite(RegistryText text, ByteSource source, RegistryEdit.Plan plan) {
      this.text = text;
      this.source = source;
      this.plan = plan;
    }

    @Override
    public void writeTo(FileChannel channel) throws IOException {
      OutputStream out = Channels.newOutputStream(channel);
      written = RegistryWriter.write(text, source, out, plan.kept(), plan.added());
    }

    /** The text that was written. */
    RegistryText written() {
      return Objects.requireNonNull(written);
    }
  }
}
