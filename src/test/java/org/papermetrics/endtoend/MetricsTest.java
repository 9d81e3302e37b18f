package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.SettingsSource;
import org.papermetrics.daemon.Daemon;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Http;

/** A running daemon as Prometheus sees it. */
@Tag("integration")
class MetricsTest {
  private final Site site;

  MetricsTest(@TempDir Path directory) throws Exception {
    site = Site.in(directory.toRealPath());
  }

  private static HttpResponse<byte[]> get(Daemon daemon, String accept) throws Exception {
    return Http.get(URI.create(daemon.address() + "/metrics"), "Accept", accept);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** The values by name with labels, and every line in the form that Prometheus takes. */
  private static Map<String, Double> scrape(Daemon daemon) throws Exception {
    HttpResponse<byte[]> response = get(daemon, "text/plain");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    Map<String, Double> values = new HashMap<>();
    for (String line : text(response).lines().toList()) {
      if (!line.startsWith("#")) {
        assertThat(line).matches("[a-z_]\\w*(\\{(\\w+=\"[^\"]*\",?)+})? [-+0-9.eEINa-z]+");
        int space = line.lastIndexOf(' ');
        values.put(
            line.substring(0, space),
            Double.valueOf(line.substring(space + 1).replace("Inf", "Infinity")));
      }
    }
    return values;
  }

  private static double value(Map<String, Double> values, String name) {
    return Objects.requireNonNull(values.get(name), name + " is not among " + values.keySet());
  }

  @Test
  void aDropMovesTheCounters() throws Exception {
    try (Daemon daemon =
        Daemon.start(
            SettingsSource.fixed(site.settings()), "1.2", Clock.system(ZoneId.of("UTC")))) {
      Map<String, Double> before = scrape(daemon);
      assertThat(value(before, "paper_metrics_build_info{version=\"1.2\"}")).isOne();
      assertThat(value(before, "paper_metrics_healthy")).isOne();
      assertThat(value(before, "paper_metrics_runs")).isZero();
      assertThat(value(before, "paper_metrics_update_delay_seconds_count")).isZero();
      assertThat(value(before, "paper_metrics_problems{kind=\"results-unreadable\"}")).isZero();
      assertThat(value(before, "jvm_threads_current")).isPositive();

      Path checkpoint = Site.checkpoint(site.root(), "exp", 100);
      Site.drop(checkpoint, 500);
      Path broken = Site.drop(Site.checkpoint(site.root(), "exp", 200), 500);
      Eventually.holds(() -> daemon.snapshot().runs().size() == 2, "both runs");
      Files.writeString(broken, "[1");
      String seen = "paper_metrics_problems_seen_total{kind=\"results-unreadable\"}";
      // It is counted when it has been shown.
      Eventually.holds(() -> value(scrape(daemon), seen) == 1, "the problem");

      Map<String, Double> after = scrape(daemon);
      assertThat(value(after, "paper_metrics_runs")).isEqualTo(2);
      assertThat(value(after, "paper_metrics_updates_total")).isGreaterThanOrEqualTo(2);
      assertThat(value(after, "paper_metrics_results_delay_seconds_count"))
          .isGreaterThanOrEqualTo(2);
      assertThat(value(after, "paper_metrics_update_delay_seconds_bucket{le=\"10.0\"}"))
          .isEqualTo(value(after, "paper_metrics_updates_total"));
      assertThat(value(after, "paper_metrics_problems{kind=\"results-unreadable\"}")).isOne();
      assertThat(value(after, seen)).isOne();
      assertThat(value(after, "paper_metrics_file_look_duration_seconds_count"))
          .isGreaterThan(value(before, "paper_metrics_file_look_duration_seconds_count"));
      assertThat(value(after, "paper_metrics_state_commit_duration_seconds_count"))
          .isGreaterThan(value(before, "paper_metrics_state_commit_duration_seconds_count"));
      String swept = "paper_metrics_sweep_duration_seconds_count{path=\"" + site.root() + "\"}";
      assertThat(value(after, swept)).isPositive();
    }
  }

  @Test
  void whoAsksForOpenMetricsGetsThem() throws Exception {
    try (Daemon daemon =
        Daemon.start(
            SettingsSource.fixed(site.settings()), "1.2", Clock.system(ZoneId.of("UTC")))) {
      HttpResponse<byte[]> response =
          get(daemon, "application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
      assertThat(response.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/openmetrics-text");
      assertThat(text(response)).endsWith("# EOF\n");
    }
  }
}
