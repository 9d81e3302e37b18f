package org.papermetrics.state;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Moves a corrupt state file out of the way. */
final class CorruptFileQuarantine {
  private static final int MOST = 3;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final List<String> COMPANIONS = List.of("-wal", "-journal", "-shm");

  private CorruptFileQuarantine() {}

  /**
   * Renames a database with the files that belong to it; of those moved aside before, only the
   * newest stay.
   *
   * @param now for the new name
   * @return the new name
   * @throws IOException when it cannot be renamed
   */
  static Path move(Path file, LocalDateTime now) throws IOException {
    String prefix = file.getFileName() + ".broken-";
    Path target = file.resolveSibling(prefix + TIME.format(now));
    for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
      target = file.resolveSibling(prefix + TIME.format(now) + "." + i);
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(file, target);
    }
    for (String companion : COMPANIONS) {
      Path beside = beside(file, companion);
      if (Files.exists(beside, LinkOption.NOFOLLOW_LINKS)) {
        Files.move(beside, beside(target, companion));
      }
    }
    removeOld(file, prefix);
    return target;
  }

  private static Path beside(Path file, String companion) {
    return file.resolveSibling(file.getFileName() + companion);
  }

  private static void removeOld(Path file, String prefix) throws IOException {
    List<Path> aside = new ArrayList<>();
    Path directory = file.toAbsolutePath().getParent();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path each : files) {
        String name = each.getFileName().toString();
        if (name.startsWith(prefix) && COMPANIONS.stream().noneMatch(name::endsWith)) {
          aside.add(each);
        }
      }
    }
    aside.sort(Comparator.comparing(Path::toString).reversed());
    for (Path old : aside.subList(Math.min(MOST, aside.size()), aside.size())) {
      // A directory that somebody put in the place of the file is theirs.
      if (!Files.isDirectory(old, LinkOption.NOFOLLOW_LINKS)) {
        Files.delete(old);
        for (String companion : COMPANIONS) {
          Files.deleteIfExists(beside(old, companion));
        }
      }
    }
  }
}
