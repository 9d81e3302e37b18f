package org.papermetrics.logs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.CompactPath;
import org.papermetrics.model.FileStamp;

/**
 * One evaluation log that grows: only its new bytes are read. A log that shrank, was replaced, or
 * whose first bytes, or those before the place we had reached, are others, is read again from its
 * start, as is one that gzip has packed. A last line without an end is not there yet.
 */
final class LogTail {
  private static final int BUFFER = 64 * 1024;

  /** Logs have some MB; what unpacks to more than this is something else. */
  private static final long MOST_UNPACKED = 1L << 30;

  private final Path file;
  private final boolean packed;
  private final long most;
  private @Nullable FileStamp stamp;
  private long offset;
  private LogFingerprint.Digests fingerprint = LogFingerprint.Digests.NOTHING;
  private final Set<LogTrouble> troubles = EnumSet.noneOf(LogTrouble.class);
  private LogText text = new LogText(false, 0, troubles);
  private LogContent content = new LogContent(troubles);

  LogTail(Path file) {
    this(file, MOST_UNPACKED);
  }

  /**
   * Of a log of which nothing was read.
   *
   * @param most how many bytes are read of what a packed log holds
   */
  LogTail(Path file, long most) {
    this.file = file;
    packed = isPacked(CompactPath.of(file).toString());
    this.most = most;
  }

  /** Resumes from a state of the same log. */
  LogTail(Path file, LogState state) {
    this(file, MOST_UNPACKED);
    stamp = state.stamp();
    offset = state.offset();
    fingerprint = new LogFingerprint.Digests(state.head(), state.before());
    troubles.addAll(state.troubles());
    text = new LogText(state.skipping(), state.newlines(), troubles);
    content = new LogContent(troubles, state.content());
  }

  /** All that is known of the log but its name. */
  LogState state() {
    return new LogState(
        stamp,
        offset,
        fingerprint.head(),
        fingerprint.before(),
        text.isSkipping(),
        text.newlines(),
        troubles,
        content.state());
  }

  Path file() {
    return file;
  }

  /** What its lines say. */
  LogContent content() {
    return content;
  }

  /**
   * What is wrong with the content, as what follows the file's name in a sentence; null when
   * nothing is.
   */
  @Nullable String trouble() {
    String words =
        troubles.stream().map(LogTrouble::words).collect(Collectors.joining("; it ", " ", ""));
    String leftOut = content.leftOut();
    if (leftOut == null) {
      return troubles.isEmpty() ? null : words;
    }
    return (troubles.isEmpty() ? ": " : words + "; ") + leftOut;
  }

  /** The state of the file when it was last read, null before that. */
  @Nullable FileStamp stamp() {
    return stamp;
  }

  /**
   * Reads what has come since the last time.
   *
   * @param now the state of the file
   * @return whether the file was another than last time
   * @throws IOException when the file cannot be read; what was read before stays
   */
  boolean read(FileStamp now) throws IOException {
    if (now.equals(stamp)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      LogFingerprint found =
          stamp != null && stamp.inode().equals(now.inode()) && !packed
              ? LogFingerprint.find(channel, offset, fingerprint)
              : null;
      if (found == null) {
        startAgain();
        found = LogFingerprint.none();
      }
      try {
        if (packed) {
          unpack(channel, now.modified(), found);
        } else {
          text.readMark(LogFingerprint.bytes(channel, 0, 2));
          channel.position(offset);
          readFrom(
              Channels.newInputStream(channel), channel.size() - offset, now.modified(), found);
        }
      } finally {
        fingerprint = found.digests();
        content.settle();
      }
      // What came while it was read is seen at once when the stamp is older than the content.
      stamp = now;
      return true;
    }
  }

  /** Whether a log has the name of one that gzip has made. */
  static boolean isPacked(String log) {
    return log.endsWith(".gz");
  }

  private void unpack(FileChannel channel, Instant when, LogFingerprint fingerprint)
      throws IOException {
    try (PushbackInputStream in =
        new PushbackInputStream(new GZIPInputStream(Channels.newInputStream(channel), BUFFER), 2)) {
      byte[] mark = in.readNBytes(2);
      text.readMark(mark);
      in.unread(mark);
      readFrom(in, BUFFER, when, fingerprint);
    } catch (EOFException e) {
      troubles.add(LogTrouble.PACKED_CUT);
    } catch (ZipException e) {
      troubles.add(LogTrouble.PACKED_DAMAGED);
    }
  }

  private void startAgain() {
    stamp = null;
    offset = 0;
    troubles.clear();
    text = new LogText(false, 0, troubles);
    content = new LogContent(troubles);
  }

  private void readFrom(InputStream in, long expected, Instant when, LogFingerprint fingerprint)
      throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(LogFingerprint.LENGTH, expected))];
    LogText.Lines lines = content.lines(when);
    int filled = 0;
    while (true) {
      int n = in.read(buffer, filled, buffer.length - filled);
      if (n < 0) {
        return;
      }
      filled += n;
      if (offset + filled > most && packed) {
        troubles.add(LogTrouble.PACKED_TOO_LARGE);
        return;
      }
      int used = text.take(buffer, filled, lines);
      if (used == 0 && filled == buffer.length) {
        if (buffer.length < BUFFER) {
          buffer = Arrays.copyOf(buffer, BUFFER);
          continue;
        }
        // A line that fills the whole buffer holds no point: what remains of it is passed over.
        text.skipLine();
        used = filled;
      }
      fingerprint.pass(buffer, used);
      offset += used;
      System.arraycopy(buffer, used, buffer, 0, filled - used);
      filled -= used;
    }
  }
}
