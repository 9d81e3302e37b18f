package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;

/**
 * File system type and whether its events can be trusted.
 *
 * @param notice what works there
 * @param type as the system names it, for example {@code ext4}
 */
public record FileSystemType(Notice notice, String type) {
  /** What works on a file system. */
  public enum Notice {
    /** The kernel tells every change. */
    EVENTS,
    /** Others write to it, and the kernel does not tell what they do. */
    POLL,
    /** The kernel tells some changes, or nobody knows whether it does. */
    BOTH;

    public boolean hasEvents() {
      return this != POLL;
    }

    public boolean needsPolling() {
      return this != EVENTS;
    }
  }

  private static final Set<String> LOCAL =
      Set.of(
          "ext2",
          "ext3",
          "ext4",
          "xfs",
          "btrfs",
          "zfs",
          "f2fs",
          "jfs",
          "bcachefs",
          "reiserfs",
          "tmpfs",
          "ramfs",
          "vfat",
          "exfat",
          "ntfs3",
          "apfs",
          "hfs");

  private static final Set<String> SHARED =
      Set.of(
          "nfs",
          "nfs4",
          "lustre",
          "cifs",
          "smb3",
          "smbfs",
          "9p",
          "virtiofs",
          "afs",
          "ceph",
          "beegfs",
          "beegfs_nodev",
          "gpfs",
          "panfs",
          "wekafs",
          "orangefs",
          "pvfs2",
          "ocfs2",
          "gfs2",
          "vboxsf",
          "prl_fs");

  /**
   * The kind of the file system that holds a directory.
   *
   * @throws IOException when the directory cannot be checked
   */
  public static FileSystemType of(Path directory) throws IOException {
    return ofType(Files.getFileStore(directory).type());
  }

  /** The kind of file systems of a type. */
  static FileSystemType ofType(String type) {
    String name = type.toLowerCase(Locale.ROOT);
    if (LOCAL.contains(name)) {
      return new FileSystemType(Notice.EVENTS, type);
    }
    boolean shared = SHARED.contains(name) || name.startsWith("fuse");
    return new FileSystemType(shared ? Notice.POLL : Notice.BOTH, type);
  }
}
