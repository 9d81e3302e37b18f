package org.papermetrics.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.testing.Samples;

class DataReaderTest {
  private static final Run FULL =
      Samples.run(
              "a",
              200,
              "{\"sblimp_accuracy\":0.50,\"tiny\":1e-05,\"long\":123456789012345678901234,"
                  + "\"text\":\"\\u00E9\\uD800\\n\",\"list\":[1.0,{\"x\":null},true]}")
          .withProgression(
              new Progression(List.of(Samples.curve(5.5, 5.25, 0.1 + 0.2), Samples.curve(4))))
          .withUnavailableSince(Samples.AT);

  private static final Run PLAIN = Samples.run("b", 100);
  private static final Run NOTED =
      Samples.run("c", 100)
          .withAnnotation(new Annotation("two\nlines 😀", true, "2026-03-01T10:00:00Z"));

  private static byte[] written(Run... runs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(DataJson.head(Samples.board(List.of(runs), runs[0], List.of()), ZoneOffset.UTC));
    for (int i = 0; i < runs.length; i++) {
      out.writeBytes(i > 0 ? DataJson.between() : new byte[0]);
      out.writeBytes(RunJson.whole(runs[i]));
    }
    out.writeBytes(DataJson.tail());
    return out.toByteArray();
  }

  private static List<Run> read(byte[] data) throws IOException {
    return DataReader.runs(new ByteArrayInputStream(data));
  }

  private static List<Run> read(String data) throws IOException {
    return read(data.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatWasWrittenIsReadDigitByDigit() throws IOException {
    assertThat(read(written(FULL, PLAIN, NOTED))).containsExactly(FULL, PLAIN, NOTED);
  }

  @Test
  void aFileThatEndsTooEarlyIsRefusedWhereverItEnds() {
    byte[] data = written(FULL, PLAIN);
    for (int length = 0; length < data.length - 2; length += 7) {
      byte[] part = Arrays.copyOf(data, length);
      assertThatThrownBy(() -> read(part)).as("%d bytes", length).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "7",
        "{}",
        "{\"runs\":7}",
        "{\"runs\":{}}",
        "{\"runs\":[]",
        "<html>",
        "\u0000\u0000"
      })
  void whatIsNoDataFileIsRefused(String content) {
    assertThatThrownBy(() -> read(content)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "[[{\"id\":1}]]",
        "{}",
        "{\"id\":\"x\",\"tags\":[[\"a\"],{}],\"metrics\":{\"a\":{}}}",
        "{\"id\":[\"x\"],\"librilight_progression_individual\":[7,[7,[8],{\"position\":{}}],{}]}"
      })
  void whatIsNoRunIsLeftOut(String run) throws IOException {
    String data = new String(written(PLAIN), StandardCharsets.UTF_8);
    assertThat(read(data.replace("\"runs\":[", "\"runs\":[" + run + ","))).containsExactly(PLAIN);
  }

  @Test
  void aTimeThatIsNoneMakesNoRun() throws IOException {
    String data = new String(written(PLAIN), StandardCharsets.UTF_8);
    assertThat(read(data.replace("2026-03-01T10:00:00", "yesterday"))).isEmpty();
  }

  @Test
  void numbersOfPythonThatAreNotFiniteAreNull() throws IOException {
    String data = new String(written(PLAIN), StandardCharsets.UTF_8);
    assertThat(read(data.replace(":0.5", ":[NaN,-Infinity,Infinity]")).get(0).metrics())
        .hasToString("{\"sblimp_accuracy\":[null,null,null]}");
  }
}
