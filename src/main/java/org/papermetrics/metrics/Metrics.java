package org.papermetrics.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Problem;

/**
 * What is measured, as Prometheus reads it. Whatever other parts count for themselves is asked for
 * at a scrape; only what needs a distribution is told here when it happens.
 */
public final class Metrics {
  private static final double NANOS = 1e9;
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter updates =
      Counter.builder()
          .name("paper_metrics_updates_total")
          .help("Changes of the board.")
          .register(registry);
  private final Histogram updateDelay =
      Histogram.builder()
          .name("paper_metrics_update_delay_seconds")
          .unit(Unit.SECONDS)
          .help("From the first event of a change on the disk until clients were notified.")
          .classicOnly()
          .classicUpperBounds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
          .register(registry);
  private final Histogram resultsDelay =
      Histogram.builder()
          .name("paper_metrics_results_delay_seconds")
          .unit(Unit.SECONDS)
          .help("From the modification of a results file until clients were notified.")
          .classicOnly()
          .classicUpperBounds(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 600)
          .register(registry);
  private final Counter problems =
      Counter.builder()
          .name("paper_metrics_problems_seen_total")
          .help("Problems that came up since the start, by kind.")
          .labelNames("kind")
          .register(registry);
  private boolean jvm;

  /**
   * Measures from now on.
   *
   * @param figures what other parts have counted; asked for at each scrape
   */
  public Metrics(Supplier<Figures> figures) {
    registry.register(new FiguresCollector(figures));
    // A counter that appears with its first event hides that event from rates.
    Arrays.stream(Problem.Kind.values()).forEach(k -> problems.initLabelValues(k.wireName()));
  }

  /**
   * Pages were notified of a change.
   *
   * @param nanos since the first sign of it
   */
  public void updated(long nanos) {
    updates.inc();
    updateDelay.observe(Math.max(0, nanos) / NANOS);
  }

  /**
   * Pages were notified of new results.
   *
   * @param age of the results file then
   */
  public void resultsShown(Duration age) {
    resultsDelay.observe(Math.max(0, age.toNanos()) / NANOS);
  }

  /** A problem has come up. */
  public void problem(Problem.Kind kind) {
    problems.labelValues(kind.wireName()).inc();
  }

  /**
   * Everything that is measured, in a text format.
   *
   * @param contentType of the text
   */
  public record Scrape(String contentType, String body) {}

  /**
   * Reads everything.
   *
   * @param accept which formats the reader takes, as it says in HTTP; null when it does not say
   */
  public Scrape scrape(@Nullable String accept) {
    withJvm();
    ExpositionFormatWriter writer =
        accept != null && accept.contains(OPEN_METRICS)
            ? OpenMetricsTextFormatWriter.create()
            : PrometheusTextFormatWriter.create();
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
    try {
      writer.write(out, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return new Scrape(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
  }

  /** The virtual machine is checked only where somebody reads it. */
  private synchronized void withJvm() {
    if (!jvm) {
      JvmMetrics.builder().register(registry);
      jvm = true;
    }
  }
}
