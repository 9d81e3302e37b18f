package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.testing.Disk;
import org.papermetrics.testing.OtherUser;

class OtherWritersTest {
  private final Path directory;

  OtherWritersTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private Optional<OtherWriters> with(String permissions) throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
    return OtherWriters.of(directory);
  }

  @Test
  void whatOnlyItsOwnerWritesIsNotShared() throws Exception {
    for (String permissions : new String[] {"rwx------", "rwxr-xr-x", "rwxr-xrw-"}) {
      assertThat(with(permissions)).as(permissions).isEmpty();
    }
  }

  @Test
  void everybodyMayWrite() throws Exception {
    assertThat(with("rwxr-xrwx")).contains(new OtherWriters("Every user of this machine", "o-w"));
    assertThat(with("rwxrwxrwx")).contains(new OtherWriters("Every user of this machine", "go-w"));
  }

  @Test
  void inAStickyDirectoryEverybodyReplacesOnlyFilesOfTheirOwn() throws Exception {
    Disk.shell(directory, "chmod 1777 .");
    assertThat(OtherWriters.of(directory)).isEmpty();
  }

  @Test
  void aLinkIsAsTheDirectoryItLeadsTo() throws Exception {
    Path open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), open);
    assertThat(OtherWriters.of(link)).isPresent();
  }

  @Test
  void membersOfAGroupMayWriteUnlessItIsTheOwnersOwn() throws Exception {
    OtherUser.required();
    Files.setAttribute(directory, "unix:gid", 0);
    assertThat(with("rwxrwx---")).as("the group of root is called root").isEmpty();
    Files.setAttribute(directory, "unix:gid", 5000);
    assertThat(with("rwxrwx---")).contains(new OtherWriters("Members of the group 5000", "g-w"));
  }

  @Test
  void anotherUserOwnsIt() throws Exception {
    OtherUser.required();
    OtherUser.MALLORY.owns(directory, "rwxr-xr-x");
    assertThat(OtherWriters.of(directory)).contains(new OtherWriters("Its owner 4002", ""));
  }
}
