package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.cli.demo.TreeFiles.checkpointOf;
import static org.papermetrics.cli.demo.TreeFiles.content;
import static org.papermetrics.cli.demo.TreeFiles.files;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDropTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-11-03T12:00:00Z"), ZoneOffset.UTC);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESULTS = "paper_metrics_results.json";

  private final Path temp;

  DemoDropTest(@TempDir Path temp) {
    this.temp = temp;
  }

  @Test
  void aDropAddsOneRunAndItsLogAndLeavesTheRegistryAlone() throws Exception {
    DemoTree tree = DemoTree.write(temp, DemoSettings.of(1, 20, CLOCK));
    Map<String, String> before = content(temp);

    Path inPlace = tree.dropNext();
    Path renamed = tree.dropNextAtomically();

    Map<String, String> added = content(temp);
    assertThat(added).containsAllEntriesOf(before);
    added.keySet().removeAll(before.keySet());
    assertThat(added).hasSize(10);
    for (Path results : List.of(inPlace, renamed)) {
      assertThat(results).isAbsolute().hasFileName(RESULTS);
      assertThat(JSON.readTree(results.toFile()).has("paper_metrics_avg")).isTrue();
      assertThat(
              JSON.readTree(results.resolveSibling("training_config.json").toFile()).has("optim"))
          .isTrue();
      assertThat(files(tree.logs(), ".err"))
          .filteredOn(err -> checkpointOf(err).equals(results.getParent()))
          .hasSize(1);
    }
  }

  @Test
  void aDroppedRunIsTheOneThatALargerTreeHas() throws Exception {
    DemoTree larger = DemoTree.write(temp.resolve("larger"), DemoSettings.of(1, 21, CLOCK));
    DemoTree grown = DemoTree.write(temp.resolve("grown"), DemoSettings.of(1, 20, CLOCK));

    Path dropped = grown.dropNext();

    Path same = larger.checkpoints().resolve(grown.checkpoints().relativize(dropped));
    assertThat(same).hasSameTextualContentAs(dropped);
  }

  @Test
  void hoursOfDropsReplaceOldRunsInsteadOfAddingMore() throws Exception {
    DemoTree tree = DemoTree.write(temp, DemoSettings.of(1, 20, CLOCK));
    for (int i = 0; i < 41; i++) {
      tree.dropNextAtomically();
    }
    Map<String, String> before = content(temp);

    Path replaced = tree.dropNextAtomically();

    Map<String, String> after = content(temp);
    assertThat(after).hasSameSizeAs(before);
    assertThat(files(tree.checkpoints(), RESULTS)).hasSize(49);
    String name = temp.relativize(replaced).toString();
    assertThat(after.get(name)).isNotEqualTo(before.get(name));
    assertThat(files(tree.logs(), ".err"))
        .filteredOn(err -> checkpointOf(err).equals(replaced.getParent()))
        .hasSize(1);
  }

  @Test
  void preparedResultsAreInTheirPlaceWhenTheyAppear() throws Exception {
    DemoTree tree = DemoTree.write(temp, DemoSettings.of(1, 60, CLOCK));

    DemoResults fresh = tree.prepareNew();
    assertThat(files(tree.checkpoints(), RESULTS)).hasSize(59).doesNotContain(fresh.results());
    fresh.appear();
    assertThat(files(tree.checkpoints(), RESULTS)).hasSize(60).contains(fresh.results());
    assertThat(fresh.beside()).doesNotExist();

    DemoResults again = tree.prepareAgain(60, 1);
    String first = Files.readString(again.results());
    again.appear();
    assertThat(again.run()).isEqualTo(tree.prepareAgain(0, 1).run());
    assertThat(Files.readString(again.results())).isNotEqualTo(first);
    assertThat(files(tree.checkpoints(), RESULTS)).hasSize(60);
  }
}
