package org.papermetrics.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileNode;
import org.papermetrics.files.Stamps;
import org.papermetrics.layout.FilePatterns;

/**
 * The relevant entries of one directory.
 *
 * @param files the files that the scope wants
 * @param directories the directories to enter
 * @param links symbolic links, which may lead to directories
 * @param isEmpty whether there is no entry at all, of any kind
 */
public record Listing(List<Path> files, List<Path> directories, List<Path> links, boolean isEmpty) {
  /** No entries. */
  public static final Listing NONE = new Listing(List.of(), List.of(), List.of(), true);

  /** Copies the lists. */
  public Listing {
    files = List.copyOf(files);
    directories = List.copyOf(directories);
    links = List.copyOf(links);
  }

  /**
   * Lists a directory. Attributes are read only of entries whose names do not show what they are.
   *
   * @throws IOException if it cannot be listed completely
   */
  public static Listing of(Path directory, Scope scope) throws IOException {
    if (scope instanceof Scope.SingleFile single) {
      // Its directory may hold many other files.
      List<Path> files = Stamps.named(single.file()) ? List.of(single.file()) : List.of();
      return new Listing(files, List.of(), List.of(), false);
    }
    List<Path> files = new ArrayList<>(4);
    List<Path> directories = new ArrayList<>();
    List<Path> links = new ArrayList<>();
    boolean empty = true;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        empty = false;
        if (FilePatterns.isWeights(entry)) {
          continue;
        }
        boolean wanted = scope.wants(entry);
        if (wanted) {
          files.add(entry);
        }
        // A directory may be named like a file, and hold runs all the same.
        if (scope.isDeep()) {
          switch (kindOf(entry)) {
            case DIRECTORY -> addIf(scope.enters(entry), directories, entry);
            case LINK ->
                addIf(!wanted && scope.followsLinks() && scope.enters(entry), links, entry);
            case OTHER -> {}
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return new Listing(files, directories, links, empty);
  }

  private enum Kind {
    DIRECTORY,
    LINK,
    OTHER
  }

  private static Kind kindOf(Path entry) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isDirectory()
          ? Kind.DIRECTORY
          : attributes.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
    } catch (NoSuchFileException e) {
      return Kind.OTHER;
    } catch (AccessDeniedException e) {
      // The directory may be listed but not searched, so every entry fails alike.
      throw new AccessDeniedException(String.valueOf(entry.getParent()));
    } catch (IOException e) {
      // Entering it will fail with the same error, which is then reported.
      return Kind.DIRECTORY;
    }
  }

  private static void addIf(boolean condition, List<Path> list, Path entry) {
    if (condition) {
      list.add(entry);
    }
  }

  /**
   * Whether links were added, removed or changed since the directory was listed before.
   *
   * @param before the links at that time
   * @param then the attributes of the directory at that time, null if unknown
   */
  boolean hasOtherLinks(List<Path> before, @Nullable FileNode then) throws IOException {
    if (!new HashSet<>(before).equals(new HashSet<>(links))) {
      return true;
    }
    for (Path link : links) {
      try {
        if (then == null || FileNode.of(link).changed() > then.changed()) {
          return true;
        }
      } catch (NoSuchFileException e) {
        return true;
      }
    }
    return false;
  }
}
