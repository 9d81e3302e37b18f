package org.papermetrics.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsLoader;

/** A first configuration says what was given, and keeps the words of the documented one. */
class InitialConfigFileTest {
  private final Path file;

  InitialConfigFileTest(@TempDir Path directory) {
    file = directory.resolve("config.yaml");
  }

  @Test
  void itSaysWhatWasGiven() throws Exception {
    List<Path> roots =
        List.of(Path.of("/a, b]/#c: d"), Path.of("/it's \"x\"/~"), Path.of("/ü/100%"));
    List<Path> logs = List.of(Path.of("/logs"));
    Files.writeString(
        file, InitialConfigFile.text(roots, logs, Path.of("/r/{x}/registry.json"), 1234));
    Settings settings =
        new SettingsLoader(Map.of(), Path.of("/home"))
            .load(new SettingsLoader.Options(file, List.of(), List.of(), null, null, null, null));
    assertThat(settings.checkpointDirs()).isEqualTo(roots);
    assertThat(settings.logDirs()).isEqualTo(logs);
    assertThat(settings.registry()).isEqualTo(Path.of("/r/{x}/registry.json"));
    assertThat(settings.http().port()).isEqualTo(1234);
  }

  @Test
  void theRestIsTheDocumentedFile() throws Exception {
    List<String> documented = Files.readAllLines(Path.of("config/config.yaml"));
    List<String> first =
        InitialConfigFile.text(List.of(Path.of("/a")), List.of(), null, 8765).lines().toList();
    assertThat(first).hasSameSizeAs(documented);
    for (int i = 0; i < first.size(); i++) {
      if (documented.get(i).equals("checkpoint-dirs: []")) {
        assertThat(first.get(i)).isEqualTo("checkpoint-dirs: [/a]");
      } else {
        assertThat(first.get(i)).isEqualTo(documented.get(i));
      }
    }
  }
}
