package org.papermetrics.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.OpenFile;
import org.papermetrics.files.Stamps;
import org.papermetrics.files.UnreadableFileException;

class LateWriteRecoveryTest {
  private static final String START = "{\"runs\": [{\"checkpoint_path\": \"/c/a\"}]}";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void whatIsWrittenIntoTheReplacedFileIsFoundOnceItIsWhole(@TempDir Path directory)
      throws IOException {
    Path file = Files.writeString(directory.resolve("runs_registry.json"), START);
    try (OpenFile open = OpenFile.read(file, Stamps.of(file).orElseThrow()).orElseThrow();
        OutputStream late = Files.newOutputStream(file)) {
      replace(file);
      CompletableFuture<Optional<LateWriteRecovery.Late>> found =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return LateWriteRecovery.in(open, PATIENCE);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      for (byte b : "{\"runs\": [\"late\"]}".getBytes(StandardCharsets.UTF_8)) {
        assertThat(found).isNotDone();
        late.write(b);
      }

      LateWriteRecovery.Late left = found.join().orElseThrow();
      assertThat(left.text().slots()).hasSize(1);
      assertThat(left.bytesOf(left.text().slots().get(0))).asString().isEqualTo("\"late\"");
    }
  }

  @Test
  void withoutALateWriterThereIsNothingToWaitFor(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("runs_registry.json"), START);
    try (OpenFile open = OpenFile.read(file, Stamps.of(file).orElseThrow()).orElseThrow()) {
      replace(file);

      assertThat(LateWriteRecovery.in(open, PATIENCE)).isEmpty();
    }
  }

  @Test
  void aLateWriterThatDiesIsGivenUp(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("runs_registry.json"), START);
    try (OpenFile open = OpenFile.read(file, Stamps.of(file).orElseThrow()).orElseThrow()) {
      Files.writeString(file, "{\"runs\": [");

      assertThat(LateWriteRecovery.in(open, Duration.ofMillis(2))).isEmpty();
    }
  }

  @Test
  void onlyWhatItHasAddedIsCarriedOver(@TempDir Path directory) throws Exception {
    RegistryPaths place = new RegistryPaths(directory.resolve("runs_registry.json"));
    RegistryVersion start = version(place, "\"/c/removed-by-us\"", "\"/c/a\"");
    LateWriteRecovery.Late late =
        late("\"/c/removed-by-us\"", "\"/c/a\"", "\"/c/late\", \"by\": 1e2", "\"/c/too\"");
    RegistryVersion current = version(place, "\"/c/a\"", "\"/c/too\"");

    RegistryEdit.Plan plan = LateWriteRecovery.carryOver(start, late, place).plan(current);

    assertThat(plan.kept()).hasSize(2);
    assertThat(plan.added()).hasSize(1);
    assertThat(plan.added().get(0))
        .asString()
        .isEqualTo("{\"checkpoint_path\": \"/c/late\", \"by\": 1e2}");
    assertThat(plan.changesNothing()).isFalse();
    LateWriteRecovery.Late nothing = late("\"/c/a\"", "\"/c/too\"");
    assertThat(LateWriteRecovery.carryOver(start, nothing, place).plan(current).changesNothing())
        .isTrue();
  }

  private static void replace(Path file) throws IOException {
    Path fresh = Files.writeString(file.resolveSibling("fresh"), "{\"runs\": []}");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static LateWriteRecovery.Late late(String... checkpoints)
      throws IOException, UnreadableFileException {
    StringBuilder json = new StringBuilder("{\"runs\": [");
    for (String checkpoint : checkpoints) {
      json.append(json.charAt(json.length() - 1) == '}' ? "," : "");
      json.append("{\"checkpoint_path\": ").append(checkpoint).append('}');
    }
    return new LateWriteRecovery.Late(
        json.append("]}").toString().getBytes(StandardCharsets.UTF_8));
  }

  private static RegistryVersion version(RegistryPaths place, String... checkpoints)
      throws IOException, UnreadableFileException {
    return new RegistryVersion(late(checkpoints).text(), place);
  }
}
