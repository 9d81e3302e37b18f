package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The users besides the one of this program and root who may replace the files in a directory,
 * whosever the files are.
 *
 * @param who as the beginning of a sentence
 * @param change of the mode that keeps them out, as {@code chmod} takes it; empty when they own the
 *     directory
 */
public record OtherWriters(String who, String change) {
  private static final int STICKY = 01000;
  private static final int GROUP = 030;
  private static final int OTHERS = 03;

  /**
   * Those of a directory. In one that is sticky, such as {@code /tmp}, everybody replaces only
   * files of their own. A group that has the name of the owner is taken for the owner's alone.
   *
   * @return empty when there are none, or the file system knows no users
   * @throws IOException when there is no such directory or its attributes cannot be read
   */
  public static Optional<OtherWriters> of(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return Optional.empty();
    }
    Path real = directory.toRealPath();
    Map<String, Object> attributes = Files.readAttributes(real, "unix:owner,group");
    String owner = String.valueOf(attributes.get("owner"));
    if (!Ownership.isOurs(real) && !Ownership.isRoots(real)) {
      return Optional.of(new OtherWriters("Its owner " + owner, ""));
    }
    int mode = (int) Files.getAttribute(real, "unix:mode");
    if ((mode & STICKY) != 0) {
      return Optional.empty();
    }
    String group = String.valueOf(attributes.get("group"));
    boolean groupWrites = isAll(mode, GROUP) && !group.equals(owner);
    if (isAll(mode, OTHERS)) {
      return Optional.of(
          new OtherWriters("Every user of this machine", isAll(mode, GROUP) ? "go-w" : "o-w"));
    }
    return groupWrites
        ? Optional.of(new OtherWriters("Members of the group " + group, "g-w"))
        : Optional.empty();
  }

  /** Files are made and replaced by who may write a directory and go through it. */
  private static boolean isAll(int mode, int bits) {
    return (mode & bits) == bits;
  }
}
