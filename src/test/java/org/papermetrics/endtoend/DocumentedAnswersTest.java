package org.papermetrics.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.api.OpenApi;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Http;

/** What a daemon answers over a tree with everything in it is what the OpenAPI document says. */
@Tag("integration")
class DocumentedAnswersTest {
  @TempDir private Path directory;

  private static HttpResponse<byte[]> get(DaemonProcess daemon, String path) throws Exception {
    return Http.get(daemon.address().resolve(path));
  }

  @Test
  void everyAnswerAndEveryFrameIsAsDescribed() throws Exception {
    OpenApi openApi = new OpenApi();
    Site site = Site.in(directory);
    Path first = Site.checkpoint(site.root(), "first", 1);
    Path second = Site.checkpoint(site.root(), "second", 2);
    Site.drop(first, 1);
    Files.writeString(
        site.logs().resolve("paper_metrics_1.log"),
        "Checkpoint: "
            + first
            + "\nPosition 1000: Loss 5.9366 | PPL 378.66\nPosition 2000: Loss 5.5 | PPL 244.7\n"
            + "Position 1000: Loss 5.8 | PPL 330.3\n");
    try (DaemonProcess daemon = DaemonProcess.start(site)) {
      JsonNode board = daemon.get("/api/v1/runs");
      Site.drop(second, 2);
      Eventually.holds(() -> daemon.runs().size() == 2, "the dropped run is there");
      Files.writeString(first.resolve(Site.RESULTS), "{");
      Eventually.holds(
          () -> !daemon.problems("results-unreadable").isEmpty(), "the broken file is there");
      Eventually.holds(() -> Files.exists(site.page()), "the outputs are written");
      for (String path : openApi.paths()) {
        if (!path.contains("{") && !path.equals("/api/v1/live")) {
          HttpResponse<byte[]> answer = get(daemon, path);
          // Without a token there is nothing to prove.
          int status = path.equals("/api/v1/challenge") ? 404 : 200;
          assertThat(answer.statusCode()).as(path).isEqualTo(status);
          openApi.describes(path, answer);
        }
      }
      openApi.describes("/api/v1/runs/{id}", get(daemon, "/api/v1/runs/first_cp000001"));
      assertThat(new String(get(daemon, "/api/v1/runs/first_cp000001").body(), UTF_8))
          .contains("\"loss_std\"");
      openApi.describes("/api/v1/runs", get(daemon, "/api/v1/runs?fields=*&sort=-avg"));
      openApi.describes("/api/v1/live", get(daemon, "/api/v1/live"));
      String epoch = board.get("epoch").asText();
      long revision = board.get("revision").asLong();
      List<JsonNode> frames = LiveFrames.of(daemon, epoch, revision, revision + 1);
      assertThat(frames).hasSize(2);
      frames.forEach(frame -> openApi.describesFrame(frame.toString()));
    }
  }
}
