package org.papermetrics.diagnose;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.papermetrics.files.FileAtPath;
import org.papermetrics.files.IoErrors;
import org.papermetrics.text.DidYouMean;

/** Checks each component of a path and explains the first that cannot be read. */
public final class PathCheck {
  private static final int NAMES_LOOKED_AT = 10_000;
  private static final int NAMES_TOLD = 3;
  private static final String USER = System.getProperty("user.name", "somebody");

  private PathCheck() {}

  /** All places from one down to another, both included. */
  static List<Path> between(Path from, Path to) {
    List<Path> places = new ArrayList<>(List.of(from));
    Path at = from;
    for (Path name : from.relativize(to)) {
      if (!name.toString().isEmpty()) {
        at = at.resolve(name);
        places.add(at);
      }
    }
    return places;
  }

  /**
   * What keeps this program from reading a file or directory, in a sentence that says what to do;
   * empty when nothing does.
   *
   * @param from a directory above, or the file itself; what is above it is not checked
   */
  public static Optional<String> obstacle(Path from, Path to) {
    for (Path place : between(from, to)) {
      Optional<String> obstacle = obstacleAt(place);
      if (obstacle.isPresent()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> obstacleAt(Path place) {
    try {
      boolean directory = Files.readAttributes(place, BasicFileAttributes.class).isDirectory();
      if (directory && !Files.isExecutable(place)) {
        return Optional.of(denied(place, "enter it", "rx"));
      }
      if (!Files.isReadable(place)) {
        return Optional.of(
            directory ? denied(place, "list it", "rx") : denied(place, "read it", "r"));
      }
      return Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.of(missing(place));
    } catch (AccessDeniedException e) {
      Path parent = place.getParent();
      return Optional.of(denied(parent == null ? place : parent, "enter it", "rx"));
    } catch (IOException e) {
      Optional<String> special = special(place);
      if (special.isPresent()) {
        return special;
      }
      Path parent = place.getParent();
      return Optional.of(
          parent != null && Files.isRegularFile(parent)
              ? parent + " is a file, not a directory."
              : place + " cannot be read: " + IoErrors.of(e) + ".");
    }
  }

  private static String missing(Path place) {
    Optional<String> special = special(place);
    if (special.isPresent()) {
      return special.get();
    }
    Path parent = place.getParent();
    Path name = place.getFileName();
    if (parent == null || name == null) {
      return place + " does not exist.";
    }
    return "There is no \"" + name + "\" in " + parent + "." + similar(name.toString(), parent);
  }

  /** What is there instead of a regular file, or of anything at all. */
  private static Optional<String> special(Path place) {
    try {
      return FileAtPath.of(place) instanceof FileAtPath.Special special
          ? Optional.of(place + " " + special.words() + ".")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What else is in a directory, in a sentence that follows another. */
  static String similar(String name, Path directory) {
    List<String> names = names(directory);
    if (names.isEmpty()) {
      return " The directory is empty.";
    }
    return " " + near(name, names).orElseGet(() -> "There is: " + told(names) + ".");
  }

  /** Whether another file there is named nearly like one that is missing, in a sentence. */
  static Optional<String> near(Path missing) {
    Path parent = missing.getParent();
    return parent == null
        ? Optional.empty()
        : near(String.valueOf(missing.getFileName()), names(parent));
  }

  private static Optional<String> near(String name, List<String> names) {
    return DidYouMean.to(name, names, Math.max(2, name.length() / 4))
        .map(near -> "There is " + near + " there; is that the one?");
  }

  private static String told(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMES_TOLD, names.size())));
    return names.size() <= NAMES_TOLD
        ? first
        : first + " and " + (names.size() - NAMES_TOLD) + " more";
  }

  /** The names in a directory, sorted; none when it cannot be listed. */
  static List<String> names(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .limit(NAMES_LOOKED_AT)
          .map(entry -> String.valueOf(entry.getFileName()))
          .sorted()
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      return List.of();
    }
  }

  private static String denied(Path place, String what, String right) {
    String whose;
    boolean owned = false;
    try {
      PosixFileAttributes posix = Files.readAttributes(place, PosixFileAttributes.class);
      owned = posix.owner().getName().equals(USER);
      whose =
          place
              + " belongs to "
              + posix.owner().getName()
              + ":"
              + posix.group().getName()
              + " with "
              + PosixFilePermissions.toString(posix.permissions());
    } catch (IOException | UnsupportedOperationException e) {
      whose = place + " is closed";
    }
    return whose
        + ", and this program runs as "
        + USER
        + ", who may not "
        + what
        + ". "
        + (owned ? "Run: chmod u+" : "Let its owner run: chmod o+")
        + right
        + " '"
        + place
        + "'"
        + (owned ? "" : " (or g+" + right + " for a common group)")
        + ".";
  }
}
