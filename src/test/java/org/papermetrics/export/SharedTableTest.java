package org.papermetrics.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Curve;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;

/** The page writes the same tables: {@code wire/table.json} is read by its tests, too. */
class SharedTableTest {
  private final JsonNode fixture;
  private final Snapshot board;

  SharedTableTest() throws Exception {
    fixture =
        new ObjectMapper()
            .readTree(Files.readString(Path.of("src/test/resources/wire/table.json")));
    List<Run> runs = new ArrayList<>();
    fixture.get("runs").forEach(run -> runs.add(run(run)));
    board = Samples.board(runs, runs.get(0), List.of());
  }

  private static Run run(JsonNode run) {
    String path = run.get("checkpoint_path").asText();
    List<Curve> curves = new ArrayList<>();
    for (JsonNode file : run.path("librilight_progression_individual")) {
      Curve.Builder curve = new Curve.Builder();
      for (JsonNode point : file) {
        curve.add(
            point.get("position").asInt(),
            point.get("loss").asDouble(),
            point.get("perplexity").asDouble());
      }
      curves.add(curve.build());
    }
    return RunBuilder.run(run.get("id").asText())
        .at(path)
        .name(run.get("name").asText())
        .step(run.get("checkpoint_step").asLong())
        .evaluatedAt(LocalDateTime.parse(run.get("evaluation_timestamp").asText()))
        .config(run.get("training_config").toString())
        .metrics(run.get("metrics").toString())
        .progression(new Progression(curves))
        .build();
  }

  private void isAsThePageWritesIt(String format) throws Exception {
    List<String> lines =
        List.of(Tables.text(board, "intervals=1&format=" + format).split("\n", -1)).stream()
            .filter(line -> !line.matches("(% |<!-- )(provenance|run) .*"))
            .toList();
    List<String> expected = new ArrayList<>();
    fixture.get(format).forEach(line -> expected.add(line.asText()));
    assertThat(lines).containsExactlyElementsOf(expected);
  }

  @Test
  void latexIsAsThePageWritesIt() throws Exception {
    isAsThePageWritesIt("latex");
  }

  @Test
  void markdownIsAsThePageWritesIt() throws Exception {
    isAsThePageWritesIt("markdown");
  }
}
