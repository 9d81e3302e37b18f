package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.FileSystemKind.Notice;

class FileSystemKindTest {
  @Test
  void localDisksTellAndSharesDoNot() {
    for (String type : new String[] {"ext4", "xfs", "btrfs", "tmpfs", "zfs", "XFS"}) {
      assertThat(FileSystemKind.ofType(type).notice()).as(type).isEqualTo(Notice.EVENTS);
    }
    for (String type :
        new String[] {
          "nfs",
          "nfs4",
          "lustre",
          "wekafs",
          "beegfs",
          "gpfs",
          "cifs",
          "fuse",
          "fuse.sshfs",
          "fuseblk",
          "ceph",
          "CIFS"
        }) {
      assertThat(FileSystemKind.ofType(type).notice()).as(type).isEqualTo(Notice.POLL);
    }
    for (String type : new String[] {"overlay", "somethingnew", ""}) {
      assertThat(FileSystemKind.ofType(type).notice()).as(type).isEqualTo(Notice.BOTH);
    }
  }

  @Test
  void asksTheFileSystem(@TempDir Path directory) throws Exception {
    assertThat(FileSystemKind.of(directory).type()).isEqualTo(Files.getFileStore(directory).type());
    assertThatThrownBy(() -> FileSystemKind.of(directory.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
