package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.papermetrics.model.Problem;
import org.papermetrics.registry.RegistryReading.Unreadable;
import org.papermetrics.registry.RegistryUpdate.Refused;
import org.papermetrics.testing.SpecialFile;

/** A registry that is broken: told in one sentence, and never overwritten. */
class RegistryUnreadableTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final String GOOD =
      "{\"runs\": [{\"checkpoint_path\": \"/c/\u00e9\", \"n\": -1.5e3}], \"x\": {\"y\": []}}";

  @Test
  void anEmptyFile(@TempDir Path directory) throws IOException {
    assertThat(sentence(directory, "")).startsWith("The registry is empty; repair it, or move it");
    assertThat(sentence(directory, " \n\t ")).startsWith("The registry is empty; ");
  }

  @Test
  void aFileCutOffAnywhere(@TempDir Path directory) throws IOException {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int length = 1; length < good.length; length++) {
      assertThat(sentence(directory, Arrays.copyOf(good, length)))
          .as("%s bytes", length)
          .matches(
              "The registry is (cut off at line 1|no valid JSON at line 1|no text in UTF-8).*");
    }
    assertThat(sentence(directory, "{\"runs\": [\n{\n")).contains("is cut off at line 3");
  }

  @Test
  void aBinaryFile(@TempDir Path directory) throws IOException {
    assertThat(sentence(directory, new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2}))
        .startsWith("The registry is binary, not text in UTF-8; ");
    assertThat(sentence(directory, GOOD.getBytes(StandardCharsets.UTF_16LE)))
        .startsWith("The registry is binary, not text in UTF-8; ");
  }

  @Test
  void aFileInAnotherEncoding(@TempDir Path directory) throws IOException {
    assertThat(sentence(directory, GOOD.getBytes(StandardCharsets.ISO_8859_1)))
        .startsWith("The registry is no text in UTF-8 at byte 34; ");
  }

  @Test
  void aFileThatIsNoRegistry(@TempDir Path directory) throws IOException {
    assertThat(sentence(directory, "[{\"checkpoint_path\": \"/c\"}]"))
        .startsWith("The registry is no JSON object of the form {\"runs\": [...]}; ");
    assertThat(sentence(directory, "{}")).startsWith("The registry has no list \"runs\"; ");
    assertThat(sentence(directory, "{\"runs\": {\"a\": []}}"))
        .startsWith("The registry has a \"runs\" that is no list; ");
    assertThat(sentence(directory, "# runs\n- /c/a\n"))
        .startsWith("The registry is no valid JSON at line 1, column ");
  }

  @Test
  void aFileWithTheTailOfALongerOne(@TempDir Path directory) throws IOException {
    assertThat(sentence(directory, "{\"runs\": []}\n{\"runs\": []}"))
        .startsWith("The registry goes on after its end; ");
    assertThat(sentence(directory, "{\"runs\": []}ated\"}]}"))
        .startsWith("The registry is no valid JSON at line 1, column ");
  }

  @Test
  void aFileNestedTooDeeply(@TempDir Path directory) throws IOException {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (String content : List.of(deep, "{\"runs\": " + deep + "}", "{\"x\": " + deep + "}")) {
      assertThat(sentence(directory, content)).startsWith("The registry is n").endsWith("again.");
    }
    assertThat(sentence(directory, "{\"runs\": " + deep + "}")).contains("nested too deeply");
  }

  @Test
  void aFileThatIsTooLarge(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("runs_registry.json");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(RegistryFile.LIMIT + 1);
    }

    assertThat(new RegistryFile(file, CLOCK).read())
        .isInstanceOfSatisfying(
            Unreadable.class,
            read ->
                assertThat(read.sentence())
                    .matches("The registry is [0-9.]+ .B; at most [0-9]+ .B are read; .*"));
    assertThat(refused(file).kind()).isEqualTo(Problem.Kind.REGISTRY_UNREADABLE);
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeAFile(SpecialFile kind, @TempDir Path directory) throws Exception {
    Path file = directory.resolve("runs_registry.json");
    kind.make(file);

    assertThat(new RegistryFile(file, CLOCK).read())
        .isInstanceOfSatisfying(
            Unreadable.class,
            read -> assertThat(read.sentence()).startsWith("The registry " + kind.words()));
    assertThat(refused(file).kind()).isEqualTo(Problem.Kind.REGISTRY_UNREADABLE);
    assertThat(refused(file).sentence()).startsWith("The registry " + kind.words());
    assertThat(directory.resolve("nowhere")).as("nothing is made").doesNotExist();
  }

  @Test
  void aFileThatTheSystemRefusesToRead() {
    // The memory of a process has nothing at its start, for root neither.
    Path file = Path.of("/proc/self/mem");
    assumeThat(file).exists();

    assertThat(new RegistryFile(file, CLOCK).read())
        .isEqualTo(
            new Unreadable(
                "The registry cannot be read (Input/output error); make it readable for this"
                    + " user."));
    assertThat(refused(file).kind()).isEqualTo(Problem.Kind.REGISTRY_UNREADABLE);
  }

  @Test
  void itIsWorthTryingAgainOnlyWhileItIsYoung(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("runs_registry.json"), "{\"runs\": [");
    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(1)));
    assertThat(refused(file).passing()).isTrue();

    Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(10)));
    assertThat(refused(file).passing()).isFalse();
  }

  /** The sentence about this content; that updates leave it alone is checked on the way. */
  private static String sentence(Path directory, byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("runs_registry.json"), content);
    Unreadable read = (Unreadable) new RegistryFile(file, CLOCK).read();
    Refused refused = refused(file);

    assertThat(refused.kind()).isEqualTo(Problem.Kind.REGISTRY_UNREADABLE);
    assertThat(refused.sentence()).isEqualTo(read.sentence());
    assertThat(file).hasBinaryContent(content);
    return read.sentence();
  }

  private static String sentence(Path directory, String content) throws IOException {
    return sentence(directory, content.getBytes(StandardCharsets.UTF_8));
  }

  private static Refused refused(Path file) {
    return (Refused)
        new RegistryFile(file, CLOCK).register(List.of(new NewRun("/c/new", "/c/new/r.json")));
  }
}
