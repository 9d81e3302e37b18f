package org.papermetrics.files;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which user a file belongs to. On file systems without numeric users every file belongs to the
 * user of this program.
 */
public final class Ownership {
  private static final String UID = "unix:uid";

  /** Loaded with the first question, because its library costs time at the start. */
  private static final class ThisUser {
    private static final Pattern EFFECTIVE = Pattern.compile("(?m)^Uid:\\s*\\d+\\s+(\\d+)");
    static final int UID = read();

    /** The library takes a user who has no name on this machine, as in a container, for root. */
    private static int read() {
      try {
        Matcher line = EFFECTIVE.matcher(Files.readString(Path.of("/proc/self/status")));
        if (line.find()) {
          return Integer.parseUnsignedInt(line.group(1));
        }
      } catch (IOException e) {
        // There is no such file on other systems.
      }
      return (int) new UnixSystem().getUid();
    }
  }

  private Ownership() {}

  /**
   * Whether a file, a directory or a link itself belongs to the user of this program.
   *
   * @throws IOException when there is no such file or its attributes cannot be read
   */
  public static boolean isOurs(Path path) throws IOException {
    return !hasUsers(path)
        || (int) Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS) == ThisUser.UID;
  }

  /**
   * Whether a file, a directory or a link itself belongs to root, who may do anything anyway.
   *
   * @throws IOException when there is no such file or its attributes cannot be read
   */
  public static boolean isRoots(Path path) throws IOException {
    return hasUsers(path) && (int) Files.getAttribute(path, UID, LinkOption.NOFOLLOW_LINKS) == 0;
  }

  /**
   * Whether two files, directories or links themselves belong to one user.
   *
   * @throws IOException when one of them is missing or its attributes cannot be read
   */
  public static boolean sameOwner(Path a, Path b) throws IOException {
    return !hasUsers(a)
        || Files.getAttribute(a, UID, LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getAttribute(b, UID, LinkOption.NOFOLLOW_LINKS));
  }

  private static boolean hasUsers(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }
}
