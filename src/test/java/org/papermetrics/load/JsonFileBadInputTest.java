package org.papermetrics.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.Stamps;
import org.papermetrics.testing.Fifo;

/** What is said of a file that cannot be used: half a sentence, on one line, without a stack. */
class JsonFileBadInputTest {
  private static final String RESULTS =
      "{\n  \"sblimp_accuracy\": 0.534,\n  \"name\": \"naïve\",\n  \"list\": [1, 2]\n}\n";

  private final Path file;

  JsonFileBadInputTest(@TempDir Path directory) {
    file = directory.resolve("results.json");
  }

  private String reason(byte[] content) throws IOException {
    Files.write(file, content);
    JsonFile.Content read = JsonFileTest.read(file);
    assertThat(read).isInstanceOf(JsonFile.Unusable.class);
    JsonFile.Unusable unusable = (JsonFile.Unusable) read;
    assertThat(unusable.stamp()).isEqualTo(Stamps.of(file));
    assertThat(unusable.reason()).hasLineCount(1).hasSizeBetween(5, 320);
    assertThat(unusable.reason()).doesNotContain("com.fasterxml", "Exception", "[Source");
    return unusable.reason();
  }

  private String reason(String content) throws IOException {
    return reason(content.getBytes(UTF_8));
  }

  private String reason(String content, Charset charset) throws IOException {
    return reason(content.getBytes(charset));
  }

  @Test
  void anEmptyFile() throws IOException {
    assertThat(reason("")).isEqualTo("is empty");
    assertThat(reason(" \n ")).isEqualTo("ends before the JSON is complete (line 2)");
  }

  @Test
  void aTruncatedFileWhereverItIsCut() throws IOException {
    byte[] whole = RESULTS.strip().getBytes(UTF_8);
    for (int length = 1; length < whole.length; length++) {
      assertThat(reason(new String(whole, 0, length, ISO_8859_1), ISO_8859_1))
          .as("cut after %d bytes", length)
          .matches("(ends before the JSON is complete|is not JSON).*");
    }
  }

  @Test
  void aFileThatEndsBetweenTwoTokens() throws IOException {
    for (String cut :
        new String[] {"{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":[1,"}) {
      assertThat(reason(cut)).as(cut).isEqualTo("ends before the JSON is complete (line 1)");
    }
  }

  @Test
  void aBinaryFile() throws IOException {
    byte[] noise = new byte[5000];
    new Random(7).nextBytes(noise);

    assertThat(reason(noise)).startsWith("is not JSON");
    assertThat(reason(new byte[5000])).startsWith("is not JSON");
    assertThat(reason(new byte[] {'{', 0, '}'})).startsWith("is not JSON");
  }

  @Test
  void aFileThatIsNotUtf8() throws IOException {
    assertThat(reason(RESULTS, ISO_8859_1)).startsWith("is not JSON");
    assertThat(reason(RESULTS, UTF_16)).startsWith("is not JSON in UTF-8");
    assertThat(reason(RESULTS, UTF_16LE)).startsWith("is not JSON in UTF-8");
    assertThat(reason(RESULTS, Charset.forName("UTF-32"))).startsWith("is not JSON in UTF-8");
  }

  @Test
  void aFileFarTooLargeIsNotEvenRead() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(1_000_000_000_000L);
    }

    assertThat(JsonFileTest.read(file))
        .isEqualTo(new JsonFile.Misplaced("is 931.3 GB; at most 16 MB are read"));
  }

  @Test
  void fiftyMegabytes() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(50 * 1024 * 1024);
      sparse.write('{');
    }

    assertThat(JsonFileTest.read(file))
        .isEqualTo(new JsonFile.Misplaced("is 50.0 MB; at most 16 MB are read"));
  }

  @Test
  void aDeeplyNestedFile() throws IOException {
    String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);

    assertThat(reason(deep)).startsWith("is nested deeper");
    assertThat(reason("{\"a\":" + "[".repeat(100_000))).startsWith("is nested deeper");
  }

  @Test
  void aNumberOrNameWithoutEnd() throws IOException {
    assertThat(reason("{\"a\":" + "9".repeat(100_000) + "}"))
        .startsWith("is nested deeper, or has");
    assertThat(reason("{\"" + "k".repeat(100_000) + "\":1}"))
        .startsWith("is nested deeper, or has");
  }

  @Test
  void somethingAfterTheObject() throws IOException {
    assertThat(reason("{\"a\":1}\n{\"a\":2}\n"))
        .isEqualTo("is not JSON (line 2, column 2): something follows after the object");
    assertThat(reason("{\"a\":1} x")).startsWith("is not JSON (line 1, column ");
  }

  @Test
  void somethingElseThanAnObject() throws IOException {
    for (String other : new String[] {"[1, 2]", "\"text\"", "12", "null", "NaN"}) {
      assertThat(reason(other)).as(other).contains("it should be one object, in { }");
    }
  }

  @Test
  void aMistakeIsNamedWithItsLineAndWithoutWhatStandsThere() throws IOException {
    assertThat(reason("{\n  \"a\": 1,\n  \"b\": oops\n}"))
        .startsWith("is not JSON (line 3, column ")
        .doesNotContain("oops");
    assertThat(reason("{'a': 1}")).startsWith("is not JSON (line 1, column ");
    assertThat(reason("{\"a\": 1,}")).startsWith("is not JSON (line 1, column ");
  }

  @Test
  void aDirectoryInItsPlace() throws IOException {
    Files.createDirectory(file);

    assertThat(JsonFileTest.read(file))
        .isEqualTo(new JsonFile.Misplaced("is a directory, not a regular file"));
  }

  @Test
  void aPipeInItsPlaceIsNeverOpened() throws Exception {
    Fifo.make(file);

    assertThat(JsonFileTest.read(file))
        .isEqualTo(new JsonFile.Misplaced("is a named pipe, not a regular file"));
  }

  @Test
  void aLinkThatLeadsToItself() throws IOException {
    Files.createSymbolicLink(file, file.getFileName());

    assertThat(JsonFileTest.read(file))
        .isEqualTo(new JsonFile.Misplaced("is a symbolic link that leads back to itself"));
  }

  @Test
  void aFileWithoutReadPermission() throws IOException {
    Files.writeString(file, RESULTS);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx-wx-wx"));
    assumeThat(Files.isReadable(file)).as("this user may read everything").isFalse();

    assertThat(JsonFileTest.read(file))
        .isEqualTo(new JsonFile.Unusable("cannot be read: permission is denied", Stamps.of(file)));
  }
}
