package org.papermetrics.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Curve;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Progression;

/**
 * One evaluation log that grows: only its new bytes are read. A log that shrank, was replaced, or
 * whose first bytes, or those before the place we had reached, are others, is read again from its
 * start. A last line without a newline is not there yet.
 */
final class LogTail {
  private static final int BUFFER = 64 * 1024;
  private static final int REMEMBERED = 256;

  /** The part of a log that belongs to one checkpoint. */
  static final class Section {
    private @Nullable String checkpoint;
    private final List<Curve> finished = new ArrayList<>();
    private Curve.Builder current = new Curve.Builder();

    /** The key of the checkpoint that the log names for these points, null when it names none. */
    @Nullable String checkpoint() {
      return checkpoint;
    }

    boolean hasPoints() {
      return current.size() > 0 || !finished.isEmpty();
    }

    int points() {
      return current.size() + finished.stream().mapToInt(Curve::size).sum();
    }

    /** The curves so far; a new audio file starts where the position does not grow. */
    Progression progression() {
      List<Curve> files = new ArrayList<>(finished);
      if (current.size() > 0) {
        files.add(current.build());
      }
      return new Progression(files);
    }

    private void add(int position, double loss, double perplexity) {
      if (current.startsAnotherFile(position)) {
        finished.add(current.build());
        current = new Curve.Builder();
      }
      current.add(position, loss, perplexity);
    }
  }

  private final Path file;
  private List<Section> sections = List.of();
  private final Set<String> named = new HashSet<>();
  private @Nullable FileStamp stamp;
  private long offset;
  private byte[] head = {};
  private byte[] before = {};
  private boolean skipping;
  private @Nullable String trouble;

  LogTail(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The parts of the log, in order; one of them when the log names a single checkpoint or none. */
  List<Section> sections() {
    return sections;
  }

  /** The keys of all checkpoints that the log names, with points or without. */
  Set<String> named() {
    return named;
  }

  /**
   * What is wrong with the content, as half a sentence that follows the file's name; null when
   * nothing is.
   */
  @Nullable String trouble() {
    return trouble;
  }

  /** The state of the file when it was last read, null before that. */
  @Nullable FileStamp stamp() {
    return stamp;
  }

  /**
   * Reads what has come since the last time.
   *
   * @param now the state of the file
   * @throws IOException when the file cannot be read; what was read before stays
   */
  void read(FileStamp now) throws IOException {
    if (now.equals(stamp)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (stamp == null || !stamp.inode().equals(now.inode()) || !continues(channel)) {
        startAgain();
      }
      readFrom(channel);
      // What came while it was read is seen at once when the stamp is older than the content.
      stamp = now;
    }
  }

  private void startAgain() {
    sections = new ArrayList<>(List.of(new Section()));
    named.clear();
    offset = 0;
    head = new byte[0];
    before = new byte[0];
    skipping = false;
    trouble = null;
  }

  private boolean continues(FileChannel channel) throws IOException {
    return channel.size() >= offset
        && holds(channel, 0, head)
        && holds(channel, offset - before.length, before);
  }

  private static boolean holds(FileChannel channel, long from, byte[] expected) throws IOException {
    ByteBuffer found = ByteBuffer.allocate(expected.length);
    while (found.hasRemaining()) {
      if (channel.read(found, from + found.position()) < 0) {
        return false;
      }
    }
    return Arrays.equals(found.array(), expected);
  }

  private void readFrom(FileChannel channel) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(REMEMBERED, channel.size() - offset))];
    LogLine line = new LogLine();
    int filled = 0;
    channel.position(offset);
    while (true) {
      int n = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
      if (n < 0) {
        return;
      }
      filled += n;
      int used = lines(line, buffer, filled);
      if (used == 0 && filled == buffer.length) {
        if (buffer.length < BUFFER) {
          buffer = Arrays.copyOf(buffer, BUFFER);
          continue;
        }
        // A line that fills the whole buffer holds no point: what remains of it is passed over.
        skipping = true;
        trouble = "has a line of more than 64 kB, which was passed over";
        used = filled;
      }
      remember(buffer, used);
      offset += used;
      System.arraycopy(buffer, used, buffer, 0, filled - used);
      filled -= used;
    }
  }

  /** Takes the complete lines and says how many bytes they are. */
  private int lines(LogLine line, byte[] buffer, int filled) {
    int start = 0;
    for (int i = 0; i < filled; i++) {
      if (buffer[i] == 0) {
        trouble = "holds bytes that are no text; only its readable lines are used";
      } else if (buffer[i] == '\n') {
        if (!skipping) {
          take(line, buffer, start, i);
        }
        skipping = false;
        start = i + 1;
      }
    }
    return start;
  }

  private void take(LogLine line, byte[] buffer, int from, int to) {
    Section section = sections.get(sections.size() - 1);
    switch (line.read(buffer, from, to)) {
      case POINT -> {
        if (Double.isFinite(line.loss()) && Double.isFinite(line.perplexity())) {
          section.add(line.position(), line.loss(), line.perplexity());
        }
      }
      case CHECKPOINT -> {
        if (line.checkpoint().indexOf('\uFFFD') >= 0) {
          trouble = "names a checkpoint in bytes that are no UTF-8, so its points match no run";
        }
        name(section, LogIndex.checkpointKey(line.checkpoint()));
      }
      case OTHER -> {}
    }
  }

  /**
   * Points belong to the checkpoint that was named last before them, or else to the first one after
   * them. A job that evaluates several checkpoints names each before its points, and one whose
   * evaluation failed has none.
   */
  private void name(Section section, String checkpoint) {
    named.add(checkpoint);
    if (section.checkpoint == null || !section.hasPoints()) {
      section.checkpoint = checkpoint;
    } else if (!section.checkpoint.equals(checkpoint)) {
      Section next = new Section();
      next.checkpoint = checkpoint;
      sections.add(next);
    }
  }

  private void remember(byte[] buffer, int used) {
    if (head.length < REMEMBERED) {
      int more = Math.min(used, REMEMBERED - head.length);
      byte[] longer = Arrays.copyOf(head, head.length + more);
      System.arraycopy(buffer, 0, longer, head.length, more);
      head = longer;
    }
    if (used >= REMEMBERED) {
      before = Arrays.copyOfRange(buffer, used - REMEMBERED, used);
    } else if (used > 0) {
      int keep = Math.min(before.length, REMEMBERED - used);
      byte[] joined = new byte[keep + used];
      System.arraycopy(before, before.length - keep, joined, 0, keep);
      System.arraycopy(buffer, 0, joined, keep, used);
      before = joined;
    }
  }
}
