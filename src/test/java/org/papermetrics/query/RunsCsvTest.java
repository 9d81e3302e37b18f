package org.papermetrics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.query.QueryRuns.csv;
import static org.papermetrics.query.QueryRuns.run;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.testing.Samples;

class RunsCsvTest {
  /** The cell that a name becomes. */
  private static String cell(String name) throws Exception {
    String text = csv(Samples.board(run("a", name, 0, "{}", "{}")), "fields=name");
    assertThat(text).startsWith("name\r\n").endsWith("\r\n");
    String cell = text.substring("name\r\n".length(), text.length() - 2);
    assertThat(rows(text)).hasSize(2).allMatch(row -> row.size() == 1);
    return cell;
  }

  /** The cells as a reader of RFC 4180 gets them. */
  private static List<List<String>> rows(String csv) throws IOException {
    try (MappingIterator<List<String>> rows =
        new CsvMapper()
            .readerForListOf(String.class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .readValues(csv)) {
      return rows.readAll();
    }
  }

  @Test
  void thePageWritesTheSame() throws Exception {
    String csv = csv(QueryRuns.board(), "format=csv");

    assertThat(rows(csv))
        .hasSize(6)
        .isEqualTo(rows(QueryRuns.fixture().get("csv").asText()))
        .allMatch(row -> row.size() == 17);
    assertThat(csv).contains("\r\n").doesNotContain("break\"\n");
  }

  @Test
  void aLineIsNeverEmpty() throws Exception {
    assertThat(csv(QueryRuns.board(), "fields=avg"))
        .isEqualTo("avg\r\n0.64475\r\n\"\"\r\n0.59375\r\n\"\"\r\n\"\"\r\n");
  }

  @Test
  void textThatWouldBeAFormulaBeginsWithAnApostrophe() throws Exception {
    for (String text : new String[] {"=1+1", "+1", "-1+1", "-x", "@SUM(A1)", "＝1", "-1e"}) {
      assertThat(cell(text)).isEqualTo("\"'" + text + "\"");
    }
    assertThat(cell("\tx")).isEqualTo("\"'\tx\"");
    assertThat(cell("\r=1")).isEqualTo("\"'\r=1\"");
    assertThat(cell("=1,2\nx")).isEqualTo("\"'=1,2\nx\"");
    assertThat(cell("-0.5")).isEqualTo("-0.5");
    assertThat(cell("-1e-7")).isEqualTo("-1e-7");
    assertThat(cell("a=1")).isEqualTo("a=1");
  }

  @Test
  void quotesStandAroundWhatNeedsThem() throws Exception {
    assertThat(cell("a,b")).isEqualTo("\"a,b\"");
    assertThat(cell("a\"b")).isEqualTo("\"a\"\"b\"");
    assertThat(cell("a\nb")).isEqualTo("\"a\nb\"");
    assertThat(cell("a é 😀")).isEqualTo("\"a é 😀\"");
    assertThat(cell("x".repeat(100_000) + "\"")).isEqualTo("\"" + "x".repeat(100_000) + "\"\"\"");
  }

  @Test
  void halfACharacterIsNotLost() throws Exception {
    assertThat(cell("a\uD800b")).isEqualTo("a\uFFFDb");
  }

  @Test
  void headsAreTextToo() throws Exception {
    String head = csv(Samples.board(run("a", "A", 0, "{\"=x,\":1}", "{}")), "fields=*");
    assertThat(head).contains(",\"training_config.=x,\"\r\n");
  }

  @Test
  void noRunIsAHeadAlone() throws Exception {
    assertThat(csv(Samples.board(), "format=csv"))
        .isEqualTo(
            "Name,Step,sBLIMP,sWUGGY,tStory,sStory,\"PPL 8k\",\"PPL 16k\",Avg,TTT,LoRA,"
                + "\"Long context 1–8k\",\"Long context 1–16k\",\"Long context 1–24k\","
                + "\"Long context 1–end\",Annotation,ID\r\n");
  }
}
