package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file mode creation mask of this process; 022 where the system does not tell it. */
final class Umask {
  private static final Pattern LINE = Pattern.compile("(?m)^Umask:\\s*([0-7]+)$");
  private static final int DEFAULT = 0022;
  private static final int MASK = read();

  private Umask() {}

  /** The permissions of a file that is not executable: read and write, without those masked. */
  static Set<PosixFilePermission> permissionsOfNewFiles() {
    return permissions(MASK);
  }

  static Set<PosixFilePermission> permissions(int mask) {
    Set<PosixFilePermission> permissions =
        EnumSet.copyOf(PosixFilePermissions.fromString("rw-rw-rw-"));
    // From OTHERS_EXECUTE, which is 1, up to OWNER_READ, which is 0400.
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int bit = 0; bit < all.length; bit++) {
      if ((mask & (1 << bit)) != 0) {
        permissions.remove(all[all.length - 1 - bit]);
      }
    }
    return permissions;
  }

  private static int read() {
    try {
      Matcher line = LINE.matcher(Files.readString(Path.of("/proc/self/status")));
      return line.find() ? Integer.parseInt(line.group(1), 8) : DEFAULT;
    } catch (IOException e) {
      return DEFAULT;
    }
  }
}
