package org.papermetrics.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryChangeEvent.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.scan.Scope;
import org.papermetrics.testing.Disk;

class EventFilterTest {
  private static final Path ROOT = Path.of("/data/root");
  private static final Path LOCKED = ROOT.resolve("locked");

  private final List<String> said = new ArrayList<>();
  private final Scope scope =
      new Scope.Checkpoints(ROOT, new FilePatterns(List.of(FilePatterns.RESULTS), List.of()), true);
  private final EventFilter filter = filter(scope);

  private EventFilter filter(Scope scope) {
    return new EventFilter(
        scope,
        Set.of(LOCKED),
        new WatchListener() {
          @Override
          public void fileChanged(Path file) {
            said.add("file " + ROOT.relativize(file));
          }

          @Override
          public void nameChanged(Path path, boolean isDirectory) {
            said.add((isDirectory ? "directory " : "name ") + ROOT.relativize(path));
          }

          @Override
          public void lost() {
            said.add("lost");
          }
        });
  }

  private List<String> after(EventFilter filter, EventType type, boolean directory, String path) {
    said.clear();
    event(filter, type, directory, ROOT.resolve(path));
    return List.copyOf(said);
  }

  @SuppressWarnings("NullAway") // The library passes null for an overflow.
  private static void event(
      EventFilter filter, EventType type, boolean directory, @Nullable Path path) {
    filter.onEvent(new DirectoryChangeEvent(type, directory, path, null, 1, ROOT));
  }

  @Test
  void passesWantedFilesAndNamesThatComeAndGo() {
    String results = "a/" + Disk.RESULTS;
    for (EventType type : List.of(EventType.CREATE, EventType.MODIFY, EventType.DELETE)) {
      assertThat(after(filter, type, false, results)).containsExactly("file " + results);
    }
    assertThat(after(filter, EventType.CREATE, true, "a")).containsExactly("directory a");
    assertThat(after(filter, EventType.DELETE, true, "a")).containsExactly("directory a");
    assertThat(after(filter, EventType.DELETE, false, "a")).containsExactly("name a");
    assertThat(after(filter, EventType.MODIFY, false, "locked")).containsExactly("name locked");
  }

  @Test
  void aDirectoryNamedLikeAFileIsBoth() {
    String results = "a/" + Disk.RESULTS;
    assertThat(after(filter, EventType.CREATE, true, results))
        .containsExactly("file " + results, "directory " + results);
    assertThat(after(filter, EventType.MODIFY, true, results)).containsExactly("file " + results);
  }

  @Test
  void dropsWhatNobodyWants() {
    assertThat(after(filter, EventType.CREATE, false, "a/m.safetensors")).isEmpty();
    assertThat(after(filter, EventType.DELETE, false, "a/m.safetensors")).isEmpty();
    assertThat(after(filter, EventType.MODIFY, false, "a/train.log")).isEmpty();
    assertThat(after(filter, EventType.MODIFY, true, "a")).isEmpty();
    EventFilter logs = filter(new Scope.Logs(ROOT));
    assertThat(after(logs, EventType.CREATE, true, "sub")).isEmpty();
    assertThat(after(logs, EventType.MODIFY, false, "paper_metrics_1.err"))
        .containsExactly("file paper_metrics_1.err");
  }

  @Test
  void anOverflowInWhateverDisguiseIsALoss() {
    event(filter, EventType.OVERFLOW, false, null);
    filter.onException(new NullPointerException());
    filter.onException(new IOException("User limit of inotify watches reached"));
    filter.ended();
    assertThat(said).containsExactly("lost", "lost", "lost", "lost");
  }

  @Test
  void saysNothingWhenClosed() {
    filter.close();
    filter.onException(new IllegalStateException());
    filter.ended();
    event(filter, EventType.OVERFLOW, false, null);
    assertThat(after(filter, EventType.CREATE, false, Disk.RESULTS)).isEmpty();
    assertThat(said).isEmpty();
  }
}
