package org.papermetrics.daemon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.papermetrics.concurrent.BoundedTask;
import org.papermetrics.config.Settings;
import org.papermetrics.diagnose.Explainer;
import org.papermetrics.index.Dossier;
import org.papermetrics.index.IndexFactory;
import org.papermetrics.model.Explanation;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Snapshot;

/**
 * Answers what other threads ask about paths, one at a time. Files are looked at on a thread that
 * may hang with them, so that nobody who asks waits for long.
 */
final class ExplainService {
  private static final Duration WRITER = Duration.ofSeconds(4);
  private static final Duration ALL = Duration.ofSeconds(10);

  private final Explainer explainer;
  private final BoundedTask looking = new BoundedTask("explain", ALL, () -> {});

  /** Answers from what the writer knows. */
  ExplainService(Settings settings, WriterThread writer, Clock clock) {
    explainer =
        new Explainer(settings, IndexFactory.wanted(settings), new Known(writer), true, clock);
  }

  /** Why a path, or the run with an id, is on the board or is not. */
  synchronized Explanation explain(String subject) {
    return looking
        .attempt(() -> explainer.explain(subject))
        .orElseGet(
            () ->
                new Explanation(
                    subject,
                    false,
                    null,
                    "A file system does not answer, so nothing can be said; ask again when it does.",
                    List.of()));
  }

  private record Known(WriterThread writer) implements Explainer.Known {
    @Override
    public Snapshot snapshot() {
      return writer.snapshot();
    }

    @Override
    public Optional<Dossier> of(Path path, Optional<FileStamp> results) {
      return writer.ask(index -> index.dossier(path, results), WRITER);
    }
  }
}
