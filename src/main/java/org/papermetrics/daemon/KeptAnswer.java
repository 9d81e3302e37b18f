package org.papermetrics.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.papermetrics.api.RunsAnswer;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.model.Periods;
import org.papermetrics.model.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File beside the state file with what a page gets that asks for all runs. The next daemon answers
 * with it until its board is restored; what has changed after that answer, pages are told then. The
 * file begins with a line of epoch, revision and the number of bytes that follow. Used by one
 * thread at a time.
 */
final class KeptAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(KeptAnswer.class);

  /**
   * To make the answer takes as long as there are runs, so a daemon that is killed has an old one.
   */
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final Path file;
  private final Clock clock;
  private String kept = "";
  private Instant keptAt = Instant.EPOCH;

  /**
   * Reads nothing yet.
   *
   * @param state the state file of the daemon, beside which it is
   */
  KeptAnswer(Path state, Clock clock) {
    this.file = state.resolveSibling(state.getFileName() + ".runs");
    this.clock = clock;
  }

  /**
   * The answer of an earlier daemon.
   *
   * @param epoch one of the settings in use
   * @return empty when there is none, or one of other settings
   */
  Optional<RunsAnswer> read(String epoch) {
    try {
      Optional<RunsAnswer> answer =
          parsed(Files.readAllBytes(file))
              .filter(found -> IndexFactory.continues(found.epoch(), epoch));
      answer.ifPresent(found -> kept = name(found.epoch(), found.revision()));
      return answer;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      LOG.debug("{} cannot be read", file, e);
      return Optional.empty();
    }
  }

  private static Optional<RunsAnswer> parsed(byte[] content) {
    int end = 0;
    while (end < content.length && content[end] != '\n') {
      end++;
    }
    String[] words = new String(content, 0, end, StandardCharsets.UTF_8).split(" ", -1);
    int start = end + 1;
    if (words.length != 3 || !words[2].equals(Integer.toString(content.length - start))) {
      return Optional.empty();
    }
    try {
      ByteBuffer gzip = ByteBuffer.wrap(content, start, content.length - start).slice();
      return Optional.of(new RunsAnswer(words[0], Long.parseLong(words[1]), gzip));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String name(String epoch, long revision) {
    return epoch + " " + revision;
  }

  /** Keeps the answer that shows a board, unless one was kept not long ago. */
  void keepNowAndThen(Snapshot board) {
    if (Periods.isOver(EVERY, keptAt, clock.instant())) {
      keep(board);
    }
  }

  /** Keeps the answer that shows a board. */
  void keep(Snapshot board) {
    String name = name(board.epoch(), board.revision());
    if (kept.equals(name)) {
      return;
    }
    try {
      ByteBuffer gzip = RunsAnswer.of(board, clock.getZone()).gzip();
      String line = name + " " + gzip.remaining() + "\n";
      AtomicFile.replacePrivate(
          file,
          channel -> {
            ByteBuffer[] content = {StandardCharsets.UTF_8.encode(line), gzip.duplicate()};
            while (content[1].hasRemaining()) {
              long unused = channel.write(content);
            }
          });
      kept = name;
      keptAt = clock.instant();
    } catch (IOException e) {
      // The state, which a restart must know, is in the same directory; its problem is shown.
      LOG.debug("{} cannot be written", file, e);
    }
  }
}
