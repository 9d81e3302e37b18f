package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  /** Writes the log of an evaluation of which nothing was heard for so long. */
  private void log(int job, Duration silence, String last) throws Exception {
    Path checkpoint = Site.checkpoint(site.root(), "exp", job);
    Path log =
        Files.writeString(
            site.logs().resolve("paper_metrics_" + job + ".err"),
            "- INFO - PAPER METRICS EVALUATION\nCheckpoint: " + checkpoint + "\n" + last + "\n");
    Files.setLastModifiedTime(log, FileTime.from(Instant.now().minus(silence)));
  }

  @Test
  void evaluationsAreCountedByState() throws Exception {
    log(1, Duration.ZERO, "");
    log(2, Duration.ofMinutes(5), "- INFO - sBLIMP: processed 10/1000 pairs");
    log(3, Duration.ofMinutes(30), "");
    log(4, Duration.ofMinutes(2), "❌ Evaluation failed: CUDA out of memory");
    log(
        5,
        Duration.ZERO,
        "slurmstepd: error: *** JOB 5 ON gpu-3 CANCELLED AT 2025-10-20T10:00:00 ***");
    log(6, Duration.ofMinutes(2), "💾 Results saved to: /elsewhere");
    try (Daemon daemon =
        Daemon.start(
            SettingsSource.fixed(site.settings()), "1.2", Clock.system(ZoneId.of("UTC")))) {
      Eventually.holds(() -> daemon.snapshot().evaluating().size() == 6, "all are known");
      Map<String, Double> values = scrape(daemon);
      assertThat(evaluations(values, "running")).isEqualTo(2);
      assertThat(evaluations(values, "stalled")).isOne();
      assertThat(evaluations(values, "failed")).isOne();
      assertThat(evaluations(values, "cancelled")).isOne();
      assertThat(evaluations(values, "ended_without_results")).isOne();
      Files.delete(site.logs().resolve("paper_metrics_4.err"));
      Eventually.holds(
          () -> evaluations(scrape(daemon), "failed") == 0, "a state of which there is none is 0");
    }
  }

  private static double evaluations(Map<String, Double> values, String state) {
    return value(values, "paper_metrics_evaluations{state=\"" + state + "\"}");
  }

  @Test
  void whatTheDocumentedAlertsAskForIsMeasured() throws Exception {
    String text = Files.readString(Path.of("docs/scripts.md"));
    Matcher block = Pattern.compile("```yaml\n(groups:.*?)```", Pattern.DOTALL).matcher(text);
    assertThat(block.find()).isTrue();
    List<JsonNode> expressions = new YAMLMapper().readTree(block.group(1)).findValues("expr");
    assertThat(expressions).hasSizeGreaterThan(1);
    try (Daemon daemon =
        Daemon.start(
            SettingsSource.fixed(site.settings()), "1.2", Clock.system(ZoneId.of("UTC")))) {
      Map<String, Double> values = scrape(daemon);
      for (JsonNode expression : expressions) {
        List<String> names =
            Pattern.compile("paper_metrics_\\w+(\\{[^}]*})?")
                .matcher(expression.asText())
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(names).as(expression.asText()).isNotEmpty();
        assertThat(values).containsKeys(names.toArray(String[]::new));
      }
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
