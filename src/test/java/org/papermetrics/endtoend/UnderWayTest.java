package org.papermetrics.endtoend;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Eventually;

/** What a daemon says of evaluations under way, also when it was killed in the middle of them. */
@Tag("integration")
class UnderWayTest {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

  private Site site;
  private Path timed;
  private Path untimed;

  @BeforeEach
  void begin(@TempDir Path directory) throws IOException {
    site = Site.in(directory);
    timed = site.logs().resolve("paper_metrics_1.err");
    untimed = site.logs().resolve("paper_metrics_2.err");
    append(timed, logging("PAPER METRICS EVALUATION") + logging("Checkpoint: " + checkpoint(1)));
    append(untimed, "- PAPER METRICS EVALUATION\nCheckpoint: " + checkpoint(2) + "\n");
    append(timed, logging("sBLIMP: 585/1000 = 0.5850"));
  }

  private Path checkpoint(int job) {
    return Site.checkpoint(site.root(), "exp", job);
  }

  private static void append(Path log, String text) throws IOException {
    Files.writeString(log, text, CREATE, APPEND);
  }

  private static String logging(String text) {
    return TIME.format(LocalDateTime.now(ZoneId.systemDefault()).minusSeconds(90))
        + " - INFO - "
        + text
        + "\n";
  }

  private static String point(int number) {
    return "Position " + number * 1000 + "/44000: avg_loss=" + loss(number);
  }

  private static double loss(int number) {
    return 2 + number / 1000.0;
  }

  private static String points(int from, int to) {
    StringBuilder lines = new StringBuilder();
    for (int number = from; number <= to; number++) {
      lines.append(logging(point(number)));
    }
    return lines.toString();
  }

  /** The evaluation in a log; a missing node when none is listed. */
  private static JsonNode evaluation(DaemonProcess daemon, Path log) throws Exception {
    for (JsonNode each : daemon.get("/api/v1/evaluations")) {
      if (each.get("log").asText().equals(log.toString())) {
        return each;
      }
    }
    return MissingNode.getInstance();
  }

  /** The losses so far, in their order. */
  private static List<Double> losses(JsonNode evaluation) {
    List<Double> losses = new ArrayList<>();
    evaluation
        .path("librilight_progression_individual")
        .forEach(file -> file.forEach(point -> losses.add(point.get("loss").asDouble())));
    return losses;
  }

  private static List<Double> losses(int upTo) {
    List<Double> losses = new ArrayList<>();
    for (int number = 1; number <= upTo; number++) {
      losses.add(loss(number));
    }
    return losses;
  }

  @Test
  void aDaemonThatIsKilledGoesOnWithTheSameEvaluationsAndWithEveryPointOnce() throws Exception {
    append(timed, points(1, 5));
    JsonNode before;
    JsonNode without;
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(() -> losses(evaluation(daemon, timed)).size() == 5, "5 points");
      append(timed, points(6, 9) + logging(point(10)).substring(0, 40));
      append(untimed, "- " + point(1) + "\n");
      Eventually.holds(() -> losses(evaluation(daemon, timed)).size() == 9, "9 points");
      Eventually.holds(() -> losses(evaluation(daemon, untimed)).size() == 1, "its point");
      before = evaluation(daemon, timed);
      without = evaluation(daemon, untimed);
      daemon.kill();
    }
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      assertThat(evaluation(daemon, timed)).isEqualTo(before);
      assertThat(evaluation(daemon, untimed)).isEqualTo(without);
      daemon.kill();
    }
    append(timed, logging(point(10)).substring(40) + points(11, 20));
    append(untimed, "- " + point(2) + "\n");
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      Eventually.holds(
          () -> losses(evaluation(daemon, timed)).equals(losses(20)), "what was written meanwhile");
      append(timed, points(21, 22));
      Eventually.holds(
          () -> losses(evaluation(daemon, timed)).equals(losses(22)), "every point once");
      assertThat(losses(evaluation(daemon, untimed))).isEqualTo(losses(2));
      assertThat(started(evaluation(daemon, timed))).isEqualTo(started(before));
      assertThat(started(evaluation(daemon, untimed))).isEqualTo(started(without));
      assertThat(evaluation(daemon, timed).get("key")).isEqualTo(before.get("key"));
      assertThat(daemon.get("/api/v1/evaluations")).hasSize(2);
    }
  }

  private static String started(JsonNode evaluation) {
    return evaluation.get("started_at").asText();
  }

  @Test
  void howLongALogMayBeSilentIsConfiguredAndTakenUpWhileTheDaemonRuns() throws Exception {
    Files.setLastModifiedTime(timed, FileTime.from(Instant.now().minus(Duration.ofMinutes(19))));
    Files.setLastModifiedTime(untimed, FileTime.from(Instant.now().minus(Duration.ofMinutes(30))));
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      awaitStates(daemon, "running", "stalled");
      Path config = site.configuration().resolve("config.yaml");
      String without = Files.readString(config);
      Files.writeString(config, without + "evaluations: {stalled-after: 40m}\n");
      awaitStates(daemon, "running", "running");
      Files.writeString(config, without + "evaluations: {stalled-after: 10m}\n");
      awaitStates(daemon, "stalled", "stalled");
    }
  }

  private void awaitStates(DaemonProcess daemon, String first, String second) throws Exception {
    Eventually.holds(
        () ->
            evaluation(daemon, timed).path("state").asText().equals(first)
                && evaluation(daemon, untimed).path("state").asText().equals(second),
        first + " and " + second);
  }
}
