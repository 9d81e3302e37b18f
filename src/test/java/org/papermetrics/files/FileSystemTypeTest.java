package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.FileSystemType.Notice;

class FileSystemTypeTest {
  @Test
  void localDisksTellAndSharesDoNot() {
    for (String type : new String[] {"ext4", "xfs", "btrfs", "tmpfs", "zfs", "XFS"}) {
      assertThat(FileSystemType.ofType(type).notice()).as(type).isEqualTo(Notice.EVENTS);
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
      assertThat(FileSystemType.ofType(type).notice()).as(type).isEqualTo(Notice.POLL);
    }
    for (String type : new String[] {"overlay", "somethingnew", ""}) {
      assertThat(FileSystemType.ofType(type).notice()).as(type).isEqualTo(Notice.BOTH);
    }
  }

  @Test
  void asksTheFileSystem(@TempDir Path directory) throws Exception {
    assertThat(FileSystemType.of(directory).type()).isEqualTo(Files.getFileStore(directory).type());
    assertThatThrownBy(() -> FileSystemType.of(directory.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
