package org.papermetrics.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.JsonObject;

/** What is kept of a good file. */
class JsonFileTest {
  static JsonFile.Content read(Path file) {
    return JsonFile.read(file, path -> Optional.of(path.toRealPath()), JsonFile::object);
  }

  private final Path directory;

  JsonFileTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private JsonObject object(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("results.json"), text);
    assertThat(read(file)).isInstanceOf(JsonFile.Whole.class);
    return ((JsonFile.Whole) read(file)).object();
  }

  private String text(String text) throws IOException {
    return object(text).text().toString();
  }

  @Test
  void keysKeepTheirOrderAndNumbersTheirDigits() throws IOException {
    assertThat(
            text(
                "{ \"z\": 0.50, \"a\": 1E5,\n \"m\": -0.0, \"b\": 1e-05, \"c\": [1.000, -0],"
                    + " \"d\": 123456789012345678901234567890, \"e\": 0.1000000000000000055511}"))
        .isEqualTo(
            "{\"z\":0.50,\"a\":1E5,\"m\":-0.0,\"b\":1e-05,\"c\":[1.000,-0],"
                + "\"d\":123456789012345678901234567890,\"e\":0.1000000000000000055511}");
  }

  @Test
  void numbersThatAreNotFiniteBecomeNull() throws IOException {
    JsonObject object =
        object("{\"a\":NaN,\"b\":Infinity,\"c\":-Infinity,\"d\":1e400,\"e\":[NaN,-1e999],\"f\":1}");

    assertThat(object.text())
        .hasToString("{\"a\":null,\"b\":null,\"c\":null,\"d\":null,\"e\":[null,null],\"f\":1}");
    assertThat(object.values()).isEqualTo(Map.of("e", List.of(), "f", 1L));
  }

  @Test
  void valuesAreOfJavasOwnTypes() throws IOException {
    assertThat(
            object(
                    "{\"i\":7,\"long\":9007199254740993,\"big\":12345678901234567890,\"f\":7.0,"
                        + "\"t\":true,\"s\":\"x\",\"o\":{\"l\":[1,{\"k\":false}]},\"n\":null}")
                .values())
        .isEqualTo(
            Map.of(
                "i",
                7L,
                "long",
                9007199254740993L,
                "big",
                new BigInteger("12345678901234567890"),
                "f",
                7.0,
                "t",
                true,
                "s",
                "x",
                "o",
                Map.of("l", List.of(1L, Map.of("k", false)))));
  }

  @Test
  void whatIsReadCannotBeChanged() throws IOException {
    Map<String, Object> values = object("{\"o\":{\"l\":[1]}}").values();

    assertThat(values).isUnmodifiable();
    assertThat((Map<?, ?>) values.get("o")).isUnmodifiable();
  }

  @Test
  void textStaysTheSameTextInAscii() throws IOException {
    JsonObject object = object("{\"é\":\"naïve 数据 😀 \\u2028 </script> \\\"q\\\" \\n\"}");

    assertThat(object.values()).isEqualTo(Map.of("é", "naïve 数据 😀 \u2028 </script> \"q\" \n"));
    assertThat(object.text().toString()).isASCII();
  }

  @Test
  void aLoneSurrogateStaysAnEscape() throws IOException {
    assertThat(text("{\"name\":\"caf\\udce9\"}"))
        .isEqualToIgnoringCase("{\"name\":\"caf\\udce9\"}");
  }

  @Test
  void ofAKeyThatIsThereTwiceTheLastCounts() throws IOException {
    assertThat(object("{\"a\":1,\"b\":2,\"a\":3}").values()).isEqualTo(Map.of("a", 3L, "b", 2L));
    assertThat(object("{\"a\":1,\"a\":null}").values()).isEmpty();
  }

  @Test
  void aByteOrderMarkIsPassedOver() throws IOException {
    assertThat(text("\uFEFF{\"a\":1}")).isEqualTo("{\"a\":1}");
  }

  @Test
  void theStampIsThatOfTheContent() throws IOException {
    Path file = Files.writeString(directory.resolve("results.json"), "{}");

    assertThat(read(file))
        .isEqualTo(new JsonFile.Whole(JsonObject.EMPTY, Stamps.of(file).orElseThrow()));
  }

  @Test
  void aFileThatIsNotThereIsAbsent() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("missing"));

    assertThat(read(directory.resolve("missing.json"))).isEqualTo(new JsonFile.Absent());
    assertThat(read(directory.resolve("no/missing.json"))).isEqualTo(new JsonFile.Absent());
    assertThat(read(link))
        .isEqualTo(new JsonFile.Misplaced("is a symbolic link to missing, which does not exist"));
  }
}
