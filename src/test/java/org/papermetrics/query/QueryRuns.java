package org.papermetrics.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;
import org.papermetrics.wire.BoardJson;

/**
 * The runs of {@code wire/query.json}, which the page's tests read too, and ways to ask for them.
 */
final class QueryRuns {
  static final ObjectMapper JSON = new ObjectMapper();

  private QueryRuns() {}

  /** The file. */
  static JsonNode fixture() throws IOException {
    return JSON.readTree(Files.readString(Path.of("src/test/resources/wire/query.json")));
  }

  /** Its runs as a board. */
  static Snapshot board() throws IOException {
    List<Run> runs = new ArrayList<>();
    for (JsonNode run : fixture().get("runs")) {
      runs.add(
          run(
                  run.get("id").asText(),
                  run.get("name").asText(),
                  run.get("checkpoint_step").asLong(),
                  run.get("training_config").toString(),
                  run.get("metrics").toString(),
                  JSON.convertValue(run.get("tags"), String[].class))
              .withProgression(progression(run.path("librilight_progression_individual"))));
    }
    return Samples.board(runs, null, List.of());
  }

  private static Progression progression(JsonNode files) {
    List<Curve> curves = new ArrayList<>();
    for (JsonNode file : files) {
      Curve.Builder curve = new Curve.Builder();
      for (JsonNode point : file) {
        curve.add(
            point.get("position").asInt(),
            point.get("loss").asDouble(),
            point.get("perplexity").asDouble());
      }
      curves.add(curve.build());
    }
    return new Progression(curves);
  }

  static Run run(String id, String name, long step, String config, String metrics, String... tags) {
    return RunBuilder.run(id)
        .at("/c/" + id)
        .name(name)
        .step(step)
        .config(config)
        .metrics(metrics)
        .tags(tags)
        .build();
  }

  /** The parameters of a query string that needs no decoding. */
  static Map<String, List<String>> parameters(String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equal = part.indexOf('=');
      parameters
          .computeIfAbsent(part.substring(0, equal), name -> new ArrayList<>())
          .add(part.substring(equal + 1));
    }
    return parameters;
  }

  /** The ids that a query finds, in order. */
  static List<String> ids(Snapshot board, String query) throws QueryException {
    return RunQuery.of(parameters(query), board).find().runs().stream().map(Run::id).toList();
  }

  /** The CSV that a query gives. */
  static String csv(Snapshot board, String query) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RunQuery.of(parameters(query), board).find().writeCsv(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The text of what a query answers. */
  static String json(Snapshot board, String query) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BoardJson.found(board, ZoneOffset.UTC, RunQuery.of(parameters(query), board).find(), out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
