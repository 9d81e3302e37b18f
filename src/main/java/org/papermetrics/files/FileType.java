package org.papermetrics.files;

/** Kind of an inode. */
enum FileType {
  REGULAR("is a regular file"),
  DIRECTORY("is a directory, not a regular file"),
  PIPE("is a named pipe, not a regular file"),
  SOCKET("is a socket, not a regular file"),
  DEVICE("is a device, not a regular file"),
  /** Only of a name itself. */
  LINK("is a symbolic link, not a regular file");

  private static final int MASK = 0xF000;

  private final String words;

  FileType(String words) {
    this.words = words;
  }

  /** The type in the mode of an inode. */
  static FileType of(int mode) {
    return switch (mode & MASK) {
      case 0x8000 -> REGULAR;
      case 0x4000 -> DIRECTORY;
      case 0x1000 -> PIPE;
      case 0xC000 -> SOCKET;
      case 0xA000 -> LINK;
      default -> DEVICE;
    };
  }

  /** Half a sentence that follows the name of what should be a regular file. */
  String words() {
    return words;
  }
}
