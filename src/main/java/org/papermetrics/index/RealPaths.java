package org.papermetrics.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.papermetrics.concurrent.KeyedExecutors;
import org.papermetrics.files.FileNameEncoding;
import org.papermetrics.logs.LogIndex;

/** Where checkpoints really are at this moment, as far as file systems answer. */
final class RealPaths {
  private final KeyedExecutors executors;
  private final Map<String, Optional<Found>> known = new HashMap<>();

  /** Has asked nothing yet. */
  RealPaths(KeyedExecutors executors) {
    this.executors = executors;
  }

  /**
   * Where a checkpoint is.
   *
   * @param exists whether it was found
   * @param real the real path, as a key; as it is written when it was not found
   * @param written the path without {@code ..}
   * @param newestLink when the newest symbolic link on the way was made
   */
  record Found(boolean exists, String real, String written, Instant newestLink) {}

  /** Asks for several paths side by side. */
  void find(Collection<String> paths) {
    List<String> asked = paths.stream().filter(path -> !known.containsKey(path)).toList();
    List<KeyedExecutors.Task<Found>> tasks = new ArrayList<>();
    for (String path : asked) {
      tasks.add(new KeyedExecutors.Task<>(pathOf(path), () -> found(path)));
    }
    List<Optional<Found>> answers = executors.all(tasks);
    for (int i = 0; i < asked.size(); i++) {
      known.put(asked.get(i), answers.get(i));
    }
  }

  /** Where a checkpoint is; empty when there is no answer. */
  Optional<Found> of(String path) {
    find(List.of(path));
    return known.getOrDefault(path, Optional.empty());
  }

  /** Those checkpoints that are at a real path. */
  List<String> at(String real, Collection<String> checkpoints) {
    find(checkpoints);
    return checkpoints.stream()
        .filter(
            checkpoint ->
                checkpoint.equals(real)
                    || of(checkpoint).filter(its -> its.real().equals(real)).isPresent())
        .toList();
  }

  private static Path pathOf(String path) {
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      return Path.of("/");
    }
  }

  private static Found found(String text) {
    Path path = pathOf(text);
    String written = path.normalize().toString();
    try {
      String real = LogIndex.checkpointKey(FileNameEncoding.key(path.toRealPath()));
      return new Found(true, real, written, newestLink(path));
    } catch (IOException e) {
      return new Found(false, written, written, Instant.MIN);
    }
  }

  private static Instant newestLink(Path path) throws IOException {
    Instant newest = Instant.MIN;
    for (Path at = path; at != null; at = at.getParent()) {
      if (Files.isSymbolicLink(at)) {
        Instant made = Files.getLastModifiedTime(at, LinkOption.NOFOLLOW_LINKS).toInstant();
        newest = made.isAfter(newest) ? made : newest;
      }
    }
    return newest;
  }
}
