package org.papermetrics.daemon;

import java.time.Clock;
import java.time.Duration;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.config.Settings;
import org.papermetrics.diagnose.Explainer;
import org.papermetrics.diagnose.KnownFacts;
import org.papermetrics.model.Explanation;

/**
 * Answers "why is this path (not) shown?" for HTTP threads, with a timeout. Files are checked on a
 * thread that may hang with them, so that nobody who asks waits for long.
 */
final class ExplainService {
  private static final Duration WRITER = Duration.ofSeconds(4);
  private static final Duration ALL = Duration.ofSeconds(10);

  private final Explainer explainer;
  private final BoundedTask looking = new BoundedTask("explain", ALL, () -> {});

  /** Answers from what the writer knows. */
  ExplainService(Settings settings, WriterThread writer, Clock clock) {
    KnownFacts known =
        new KnownFacts(writer::snapshot, path -> writer.ask(index -> index.facts(path), WRITER));
    explainer = new Explainer(settings, known, true, clock);
  }

  /** Why a path, or the run with an id, is on the board or is not. */
  synchronized Explanation explain(String subject) {
    return looking
        .attempt(() -> explainer.explain(subject))
        .orElseGet(() -> Explainer.busy(subject));
  }
}
