package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.config.Settings;
import org.papermetrics.config.SettingsLoader;

class IndexFactoryTest {
  private final Path directory;

  IndexFactoryTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private String madeWith(String yaml) throws Exception {
    Path config = Files.writeString(directory.resolve("config.yaml"), yaml);
    Settings settings =
        new SettingsLoader(Map.of(), directory)
            .load(new SettingsLoader.Options(config, List.of(), List.of(), null, null, null, null));
    return IndexFactory.madeWith(settings, "1", Clock.systemUTC());
  }

  @Test
  void runsAreReadAgainWhenTheKindsOfTheirValuesChange() throws Exception {
    String without = madeWith("checkpoint-dirs: [/c]\n");
    String plain = madeWith("checkpoint-dirs: [/c]\nmetrics: [{key: mine}]\n");
    String percent = madeWith("checkpoint-dirs: [/c]\nmetrics: [{key: mine, format: percent}]\n");

    assertThat(List.of(without, plain, percent)).doesNotHaveDuplicates();
    assertThat(madeWith("checkpoint-dirs: [/d]\nmetrics: [{key: mine}]\n")).isEqualTo(plain);
  }
}
