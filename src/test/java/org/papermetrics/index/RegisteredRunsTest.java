package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryEntry;
import org.papermetrics.state.SavedRegistryEntry;

/** Which runs one version of the registry names after another. */
class RegisteredRunsTest {
  private static RegistryEntry entry(String name) {
    return new RegistryEntry(
        RunKey.ofCheckpoint("/c/" + name),
        "/c/" + name,
        null,
        List.of(Path.of("/c", name, RunFiles.RESULTS)));
  }

  @Test
  void aRegistryThatWasEmptiedWhileNothingRanHasNoRuns() {
    RunFiles saved = RunFiles.foundAt(Path.of("/c/a", RunFiles.RESULTS));
    RegisteredRuns restored = RegisteredRuns.of(List.of(new SavedRegistryEntry(0, saved, false)));
    assertThat(restored.inOrder()).containsExactly(saved);
    assertThat(restored.next(List.of()).inOrder()).isEmpty();
  }

  @Test
  void theSameVersionIsTheSameObjectAndTheNextKeepsWhatStays() {
    RegistryEntry a = entry("a");
    List<RegistryEntry> entries = List.of(a, entry("b"));
    RegisteredRuns first = RegisteredRuns.NONE.next(entries);
    assertThat(first.next(entries)).isSameAs(first);
    RegisteredRuns second = first.next(List.of(a, entry("b"), entry("c")));
    assertThat(second.inOrder()).hasSize(3).startsWith(first.inOrder().get(0));
    assertThat(second.inOrder().get(1)).isSameAs(first.inOrder().get(1));
  }
}
