package org.papermetrics.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.export.Verdict.State;

/** A table that the page made has times of evaluations in place of digests. */
class TableVerifierTest {
  private final Path results;

  TableVerifierTest(@TempDir Path directory) throws Exception {
    results = Files.writeString(directory.resolve("paper_metrics_results.json"), "{}");
    Files.setLastModifiedTime(results, FileTime.from(Instant.parse("2026-03-01T09:00:00.5Z")));
  }

  private State state(String fields) {
    String table =
        List.of(
                "% provenance {\"program\":\"paper-metrics page\",\"time_zone\":\"Europe/Paris\"}",
                "% run {\"id\":\"a\",\"checkpoint_path\":\""
                    + results.getParent()
                    + "\""
                    + fields
                    + "}",
                "\\begin{tabular}{l}")
            .stream()
            .reduce("", (text, line) -> text + line + "\n");
    List<Verdict> verdicts = TableVerifier.verify(table).orElseThrow();
    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.get(0).path()).isEqualTo(results.toString());
    return verdicts.get(0).state();
  }

  @Test
  void theTimeOfTheFileIsThatOfTheRunInItsZone() {
    assertThat(state(",\"evaluated\":\"2026-03-01T10:00:00.500000\"")).isEqualTo(State.SAME);
    assertThat(state(",\"evaluated\":\"2026-03-01T09:00:00.500000\"")).isEqualTo(State.CHANGED);
    assertThat(state("")).isEqualTo(State.CHANGED);
  }

  @Test
  void whatHadChangedBeforeTheExportIsNotAsExported() {
    String same = ",\"evaluated\":\"2026-03-01T10:00:00.500000\"";
    assertThat(state(same + ",\"remark\":\"" + ResultsDigests.CHANGED + "\""))
        .isEqualTo(State.CHANGED);
    assertThat(state(same + ",\"remark\":\"The file could not be read in time.\""))
        .isEqualTo(State.SAME);
  }

  @Test
  void theResultsOfAPretrainedModelAreFoundByTheirName() throws Exception {
    Path pretrained = results.resolveSibling("baseline_paper_metrics_results.json");
    Files.move(results, pretrained);
    List<Verdict> verdicts =
        TableVerifier.verify(
                "<!-- run {\"id\":\"a\",\"checkpoint_path\":\""
                    + results.getParent()
                    + "\",\"evaluated\":\"\"} -->")
            .orElseThrow();
    assertThat(verdicts.get(0).path()).isEqualTo(pretrained.toString());
    Files.delete(pretrained);
    assertThat(state("")).isEqualTo(State.GONE);
  }

  @Test
  void otherTextsSayNothing() {
    assertThat(TableVerifier.verify("% run away\n% run {damaged\n")).isEmpty();
  }
}
