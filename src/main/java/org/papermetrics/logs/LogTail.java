package org.papermetrics.logs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.FileStamp;

/**
 * One evaluation log that grows: only its new bytes are read. A log that shrank, was replaced, or
 * whose first bytes, or those before the place we had reached, are others, is read again from its
 * start. A last line without an end is not there yet.
 */
final class LogTail {
  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private List<LogSection> sections = List.of();
  private Set<String> named = Set.of();
  private @Nullable FileStamp stamp;
  private long offset;
  private LogFingerprint.Digests fingerprint = LogFingerprint.Digests.NOTHING;
  private final Set<LogTrouble> troubles = EnumSet.noneOf(LogTrouble.class);
  private LogText text = new LogText(false, 0, troubles);
  private long leftOut;
  private long firstLeftOut;

  LogTail(Path file) {
    this.file = file;
  }

  /** Resumes from a state of the same log. */
  LogTail(Path file, LogState state) {
    this.file = file;
    stamp = state.stamp();
    offset = state.offset();
    fingerprint = new LogFingerprint.Digests(state.head(), state.before());
    troubles.addAll(state.troubles());
    text = new LogText(state.skipping(), state.newlines(), troubles);
    leftOut = state.leftOut();
    firstLeftOut = state.firstLeftOut();
    named = state.named();
    sections = new ArrayList<>();
    state.sections().forEach(s -> sections.add(new LogSection(s.checkpoint(), s.curves())));
  }

  /** All that is known of the log but its name. */
  LogState state() {
    return new LogState(
        stamp,
        offset,
        fingerprint.head(),
        fingerprint.before(),
        text.isSkipping(),
        troubles,
        text.newlines(),
        leftOut,
        firstLeftOut,
        named,
        sections.stream().map(s -> new LogState.Section(s.checkpoint(), s.curves())).toList());
  }

  Path file() {
    return file;
  }

  /** The parts of the log, in order; one of them when the log names a single checkpoint or none. */
  List<LogSection> sections() {
    return sections;
  }

  /** The keys of all checkpoints that the log names, with points or without. */
  Set<String> named() {
    return named;
  }

  /**
   * What is wrong with the content, as what follows the file's name in a sentence; null when
   * nothing is.
   */
  @Nullable String trouble() {
    String words =
        troubles.stream().map(LogTrouble::words).collect(Collectors.joining("; it ", " ", ""));
    if (leftOut == 0) {
      return troubles.isEmpty() ? null : words;
    }
    return (troubles.isEmpty() ? ": " : words + "; ")
        + (leftOut == 1 ? "1 line was" : leftOut + " lines were")
        + " left out because a number is cut off, or loss and perplexity do not fit each other; the"
        + " first is line "
        + firstLeftOut;
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
          stamp != null && stamp.inode().equals(now.inode())
              ? LogFingerprint.find(channel, offset, fingerprint)
              : null;
      if (found == null) {
        startAgain();
        found = LogFingerprint.none();
      }
      text.readMark(channel);
      try {
        readFrom(channel, found);
      } finally {
        fingerprint = found.digests();
        sections.forEach(LogSection::settle);
      }
      // What came while it was read is seen at once when the stamp is older than the content.
      stamp = now;
      return true;
    }
  }

  private void startAgain() {
    sections = new ArrayList<>(List.of(new LogSection(null, List.of())));
    named = Set.of();
    stamp = null;
    offset = 0;
    troubles.clear();
    text = new LogText(false, 0, troubles);
    leftOut = 0;
    firstLeftOut = 0;
  }

  private void readFrom(FileChannel channel, LogFingerprint fingerprint) throws IOException {
    byte[] buffer =
        new byte[(int) Math.min(BUFFER, Math.max(LogFingerprint.LENGTH, channel.size() - offset))];
    LogLine line = new LogLine();
    LogText.Lines lines = (bytes, from, to, number) -> take(line, bytes, from, to, number);
    int filled = 0;
    channel.position(offset);
    while (true) {
      int n = channel.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled));
      if (n < 0) {
        return;
      }
      filled += n;
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

  private void take(LogLine line, byte[] bytes, int from, int to, long number) {
    LogSection section = sections.get(sections.size() - 1);
    switch (line.read(bytes, from, to)) {
      case POINT -> section.add(line.position(), line.loss(), line.perplexity());
      case CHECKPOINT -> {
        if (line.checkpoint().indexOf('\uFFFD') >= 0) {
          troubles.add(LogTrouble.CHECKPOINT_NOT_TEXT);
        }
        name(section, LogIndex.checkpointKey(line.checkpoint()));
      }
      case OTHER -> {}
    }
    if (line.leftOut()) {
      leftOut++;
      firstLeftOut = leftOut == 1 ? number : firstLeftOut;
    }
  }

  /**
   * Points belong to the checkpoint that was named last before them, or else to the first one after
   * them. A job that evaluates several checkpoints names each before its points, and one whose
   * evaluation failed has none.
   */
  private void name(LogSection section, String checkpoint) {
    if (!named.contains(checkpoint)) {
      Set<String> more = new HashSet<>(named);
      more.add(checkpoint);
      named = Set.copyOf(more);
    }
    if (section.checkpoint() == null || !section.hasPoints()) {
      section.name(checkpoint);
    } else if (!section.checkpoint().equals(checkpoint)) {
      sections.add(new LogSection(checkpoint, List.of()));
    }
  }
}
