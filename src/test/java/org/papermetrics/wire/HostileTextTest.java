package org.papermetrics.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.papermetrics.model.Change;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;
import org.papermetrics.testing.Samples;
import org.papermetrics.testing.StrictJson;

/** Whatever text a file name or a config holds, everything that leaves is JSON with that text. */
class HostileTextTest {
  private static final String ALL_AT_ONCE =
      "</script><b>\"'\\ \n\r\t\b\u0000\u001f\u007f\u2028\u2029\uFEFF\uFFFF é 数据 😀 \uD83D \uDE00";

  /** Any sequence of UTF-16 code units, lone surrogates among them. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.chars()
        .all()
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .map(
            chars -> {
              StringBuilder text = new StringBuilder();
              chars.forEach(text::append);
              return text.toString();
            });
  }

  @Example
  void allAtOnce() throws IOException {
    everyOutputIsJsonWithTheText(ALL_AT_ONCE);
  }

  @Property(tries = 200)
  void everyOutputIsJsonWithTheText(@ForAll("texts") String text) throws IOException {
    Run run =
        RunBuilder.run(text)
            .key(RunKey.ofCheckpoint("/data/a"))
            .path(text)
            .name(text)
            .step(1)
            .tags(text)
            .notes(text)
            .build();
    Problem problem = new Problem(Problem.Kind.RUN_VANISHED, text, text, Samples.AT);
    Snapshot board =
        Snapshot.of(
            text,
            1,
            Samples.AT,
            List.of(text),
            List.of(new MetricDefinition(text, text, true, ".3", text)),
            List.of(run),
            run,
            List.of(problem),
            List.of());

    assertThat(StrictJson.read(RunJson.whole(run)).get("name").textValue()).isEqualTo(text);
    assertThat(StrictJson.read(RunJson.summary(run)).get("tags").get(0).textValue())
        .isEqualTo(text);
    assertThat(StrictJson.read(BoardJson.problems(List.of(problem))).get(0).get("path").textValue())
        .isEqualTo(text);
    assertThat(StrictJson.read(BoardJson.error(400, text, text)).get("detail").textValue())
        .isEqualTo(text);
    assertThat(StrictJson.read(FrameJson.hello(text, 1, true)).get("epoch").textValue())
        .isEqualTo(text);
    Change change = new Change(Samples.board(), board, List.of(run), List.of(text));
    assertThat(StrictJson.read(FrameJson.update(change)).get("baseline").textValue())
        .isEqualTo(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BoardJson.runs(board, ZoneOffset.UTC, out);
    assertThat(StrictJson.read(out.toByteArray()).get("metrics").get(0).get("label").textValue())
        .isEqualTo(text);
    out.reset();
    out.writeBytes(DataJson.head(board, ZoneOffset.UTC));
    out.writeBytes(DataJson.tail());
    assertThat(StrictJson.read(out.toByteArray()).get("baseline").get("name").textValue())
        .isEqualTo(text);
  }
}
