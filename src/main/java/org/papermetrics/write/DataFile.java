package org.papermetrics.write;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.wire.DataJson;
import org.papermetrics.wire.RunJson;

/**
 * {@code dashboard_data.json}: all runs with their curves. Replaced as a whole, but only the runs
 * that changed are turned into JSON again: the bytes of the others are copied, inside the kernel,
 * from the file before, as long as nobody else has touched that one. So memory does not grow with
 * the file. Used by one thread.
 */
public final class DataFile implements Output, AutoCloseable {
  /** The name of the file in an output directory. */
  public static final String NAME = "dashboard_data.json";

  private static final String TWIN = "_with_progression";

  /** Runs are turned into JSON in parallel, so many at a time. */
  private static final int BATCH = 128;

  private record Segment(long offset, int length) {}

  private record Written(
      Snapshot snapshot,
      FileChannel channel,
      FileStamp stamp,
      Optional<FileStamp> twin,
      IdentityHashMap<Run, Segment> segments) {}

  private final Path file;
  private final Optional<Path> twin;
  private final ZoneId zone;
  private @Nullable Written last;

  /** Bytes of the file that was written last. */
  private long size;

  /**
   * Keeps one data file.
   *
   * @param file the data file
   * @param twin a second name for the same content, if wanted
   * @param zone the time zone that times are shown in
   */
  public DataFile(Path file, Optional<Path> twin, ZoneId zone) {
    this.file = file;
    this.twin = twin;
    this.zone = zone;
  }

  /** The second name of a data file: {@code dashboard_data_with_progression.json} beside it. */
  public static Path twinOf(Path data) {
    String name = String.valueOf(data.getFileName());
    int dot = name.lastIndexOf('.');
    int end = dot <= 0 ? name.length() : dot;
    return data.resolveSibling(name.substring(0, end) + TWIN + name.substring(end));
  }

  @Override
  public Path path() {
    return file;
  }

  @Override
  public boolean write(Snapshot snapshot) throws IOException {
    Written before = last;
    boolean ours = before != null && Stamps.of(file).equals(Optional.of(before.stamp()));
    if (ours && before != null && showsTheSame(before.snapshot(), snapshot)) {
      if (twinStamp().equals(before.twin())) {
        return false;
      }
      linkTwin();
      remember(snapshot, before.segments());
      return true;
    }
    Written reusable = ours ? before : null;
    IdentityHashMap<Run, Segment> segments = new IdentityHashMap<>();
    AtomicFile.replace(file, channel -> fill(channel, snapshot, reusable, segments));
    if (reusable != null && !untouched(reusable)) {
      // Somebody wrote into the old file while it was copied.
      segments.clear();
      AtomicFile.replace(file, channel -> fill(channel, snapshot, null, segments));
    }
    linkTwin();
    remember(snapshot, segments);
    return true;
  }

  private void linkTwin() throws IOException {
    if (twin.isPresent()) {
      AtomicFile.linkOrCopy(file, twin.get());
    }
  }

  private Optional<FileStamp> twinStamp() throws IOException {
    return twin.isPresent() ? Stamps.of(twin.get()) : Optional.empty();
  }

  /**
   * The old file is no longer at its name, but its inode tells whether it was written to meanwhile.
   */
  private static boolean untouched(Written before) throws IOException {
    return before.channel().size() == before.stamp().size();
  }

  private static boolean showsTheSame(Snapshot a, Snapshot b) {
    return a.runs().equals(b.runs())
        && a.roots().equals(b.roots())
        && a.metrics().equals(b.metrics())
        && Objects.equals(a.baselineId(), b.baselineId());
  }

  private void fill(
      FileChannel channel,
      Snapshot snapshot,
      @Nullable Written before,
      IdentityHashMap<Run, Segment> segments)
      throws IOException {
    put(channel, DataJson.head(snapshot, zone));
    List<Run> fresh = new ArrayList<>();
    Copier copier = new Copier(channel, before);
    boolean first = true;
    for (Run run : snapshot.runs()) {
      Segment old = before == null ? null : before.segments().get(run);
      if (old == null) {
        copier.flush();
        fresh.add(run);
        if (fresh.size() == BATCH) {
          first = putFresh(channel, fresh, segments, first);
        }
      } else {
        first = putFresh(channel, fresh, segments, first);
        segments.put(run, copier.take(old, first));
        first = false;
      }
    }
    copier.flush();
    putFresh(channel, fresh, segments, first);
    put(channel, DataJson.tail());
    size = channel.position();
  }

  private static boolean putFresh(
      FileChannel channel, List<Run> fresh, IdentityHashMap<Run, Segment> segments, boolean first)
      throws IOException {
    List<byte[]> texts = fresh.parallelStream().map(RunJson::whole).toList();
    boolean none = first;
    for (int i = 0; i < texts.size(); i++) {
      if (!none) {
        put(channel, DataJson.between());
      }
      none = false;
      segments.put(fresh.get(i), new Segment(channel.position(), texts.get(i).length));
      put(channel, texts.get(i));
    }
    fresh.clear();
    return none;
  }

  private static void put(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Copies runs from the file before, those that stand side by side there in one go. */
  private static final class Copier {
    private final FileChannel to;
    private final @Nullable Written before;
    private long from;
    private long length;

    Copier(FileChannel to, @Nullable Written before) {
      this.to = to;
      this.before = before;
    }

    /** Takes the next run, and says where it will stand. */
    Segment take(Segment old, boolean first) throws IOException {
      boolean adjacent = length > 0 && from + length + DataJson.between().length == old.offset();
      if (adjacent) {
        length += DataJson.between().length + old.length();
      } else {
        flush();
        if (!first) {
          put(to, DataJson.between());
        }
        from = old.offset();
        length = old.length();
      }
      return new Segment(to.position() + length - old.length(), old.length());
    }

    void flush() throws IOException {
      if (before == null) {
        return;
      }
      long position = to.position();
      while (length > 0) {
        long n = before.channel().transferTo(from, length, to);
        if (n <= 0) {
          throw new IOException("the data file before was cut short while it was copied");
        }
        from += n;
        length -= n;
        position += n;
        to.position(position);
      }
    }
  }

  private void remember(Snapshot snapshot, IdentityHashMap<Run, Segment> segments)
      throws IOException {
    close();
    // Not through a link that somebody puts there now: its bytes would stand in the next data file.
    FileChannel channel =
        FileChannel.open(
            AtomicFile.target(file), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    Optional<FileStamp> stamp = Stamps.of(file);
    if (stamp.isEmpty() || channel.size() != size || stamp.get().size() != size) {
      channel.close();
      return;
    }
    // Of another size, it is what somebody has put there since, and is replaced the next time.
    Optional<FileStamp> ofTwin = twinStamp().filter(found -> found.size() == size);
    last = new Written(snapshot, channel, stamp.get(), ofTwin, segments);
  }

  /** Lets go of the file, which stays as it is. */
  @Override
  public void close() throws IOException {
    Written before = last;
    last = null;
    if (before != null) {
      before.channel().close();
    }
  }
}
