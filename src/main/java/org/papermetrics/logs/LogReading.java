package org.papermetrics.logs;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.papermetrics.concurrent.Faults;
import org.papermetrics.files.FileAtPath;
import org.papermetrics.files.IoErrors;
import org.papermetrics.model.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a reading of one log has come to.
 *
 * @param news what is now other than before
 * @param problem why it could not be read, or what is wrong with it
 * @param failed whether it is worth reading again
 */
record LogReading(Path log, News news, Optional<Problem> problem, boolean failed) {
  private static final Logger LOG = LoggerFactory.getLogger(LogReading.class);

  /** Logs have some MB; a file beyond this is something else. */
  private static final long LARGEST = 2L << 30;

  /** How what is known of a log differs from what was known before. */
  enum News {
    NONE,
    CHANGED,
    GONE
  }

  /** Reads one log of a job; different jobs at a time are independent. */
  static LogReading of(LogJob job, Path log, Instant now) {
    try {
      FileAtPath found = FileAtPath.of(log);
      if (found instanceof FileAtPath.Special special) {
        return unusable(log, special.words(), now);
      }
      News news = News.GONE;
      if (found instanceof FileAtPath.Regular regular) {
        Optional<String> tooLarge = FileAtPath.tooLarge(regular.stamp().size(), LARGEST);
        if (tooLarge.isPresent()) {
          return unusable(log, tooLarge.get(), now);
        }
        news = job.read(log, regular.stamp()) ? News.CHANGED : News.NONE;
      } else {
        job.forget(log);
      }
      return new LogReading(
          log,
          news,
          Optional.ofNullable(job.trouble(log)).map(what -> problem(log, what + ".", now)),
          false);
    } catch (IOException e) {
      // It may have been read in part.
      return new LogReading(
          log, News.CHANGED, Optional.of(problem(log, " " + sentence(e), now)), true);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      LOG.error("{} could not be processed, and is tried again.", log, e);
      job.forget(log);
      return new LogReading(
          log,
          News.GONE,
          Optional.of(
              new Problem(
                  Problem.Kind.LOG_UNREADABLE,
                  log.toString(),
                  Faults.sentences("this log from being read", e),
                  now)),
          true);
    }
  }

  /** What is there cannot be a log; what was read before stays. */
  private static LogReading unusable(Path log, String words, Instant now) {
    return new LogReading(
        log,
        News.NONE,
        Optional.of(problem(log, " " + words + ". Replace or remove it.", now)),
        false);
  }

  private static String sentence(IOException e) {
    return e instanceof AccessDeniedException
        ? "cannot be read: permission denied. Give the user of this program read access."
        : "cannot be read: " + IoErrors.of(e) + ". It is tried again within five minutes.";
  }

  /** Of a log, with what follows its name in a sentence. */
  private static Problem problem(Path log, String sentence, Instant now) {
    return new Problem(
        Problem.Kind.LOG_UNREADABLE, log.toString(), log.getFileName() + sentence, now);
  }
}
