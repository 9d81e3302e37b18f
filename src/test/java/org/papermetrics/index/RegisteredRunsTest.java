package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
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

  @Property
  void aNextVersionIsWhatItIsWithoutAFormer(
      @ForAll List<@Size(max = 12) @UniqueElements List<@IntRange(max = 15) Integer>> versions) {
    List<RegistryEntry> all = IntStream.rangeClosed(0, 15).mapToObj(i -> entry("" + i)).toList();
    RegisteredRuns runs = RegisteredRuns.NONE;
    for (List<Integer> version : versions) {
      List<RegistryEntry> entries = version.stream().map(all::get).toList();
      RegisteredRuns next = runs.next(entries);

      assertThat(next.inOrder()).isEqualTo(RegisteredRuns.NONE.next(entries).inOrder());
      assertThat(next.byKey().values()).containsExactlyInAnyOrderElementsOf(next.inOrder());
      for (RunFiles files : next.inOrder()) {
        RunFiles before = runs.byKey().get(files.key());
        if (before != null) {
          assertThat(files).isSameAs(before);
        }
      }
      runs = next;
    }
  }
}
