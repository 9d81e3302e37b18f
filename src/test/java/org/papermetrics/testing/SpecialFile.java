package org.papermetrics.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Things that are found in the place of a file and cannot be read as one. */
public enum SpecialFile {
  PIPE("is a named pipe, not a regular file") {
    @Override
    public void make(Path path) throws Exception {
      Fifo.make(path);
    }
  },
  SOCKET("is a socket, not a regular file") {
    @Override
    public void make(Path path) throws Exception {
      // The address of a socket is short, so a short link leads to its directory.
      Path directory = Files.createTempDirectory("s");
      Path link = Files.createSymbolicLink(directory.resolve("d"), path.getParent());
      try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
        channel.bind(UnixDomainSocketAddress.of(link.resolve(path.getFileName())));
      }
      Files.delete(link);
      Files.delete(directory);
    }
  },
  DEVICE("is a device, not a regular file") {
    @Override
    public void make(Path path) throws IOException {
      Files.createSymbolicLink(path, Path.of("/dev/zero"));
    }
  },
  DIRECTORY("is a directory, not a regular file") {
    @Override
    public void make(Path path) throws IOException {
      Files.createDirectory(path);
    }
  },
  DANGLING("is a symbolic link to nowhere, which does not exist") {
    @Override
    public void make(Path path) throws IOException {
      Files.createSymbolicLink(path, Path.of("nowhere"));
    }
  },
  LOOP("is a symbolic link that leads back to itself") {
    @Override
    public void make(Path path) throws IOException {
      Path other = path.resolveSibling("." + path.getFileName() + ".loop");
      Files.deleteIfExists(other);
      Files.createSymbolicLink(other, path.getFileName());
      Files.createSymbolicLink(path, other.getFileName());
    }
  },
  HOLE("is 3.0 GB; at most ") {
    @Override
    public void make(Path path) throws IOException {
      try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(3L << 30);
      }
      assertThat(Files.size(path)).isEqualTo(3L << 30);
    }
  };

  private final String words;

  SpecialFile(String words) {
    this.words = words;
  }

  /** What is said of it, after its name. */
  public String words() {
    return words;
  }

  /** Makes one at a path where there is nothing. */
  public abstract void make(Path path) throws Exception;

  /** Takes away the right to read a file. */
  public static void forbid(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
  }
}
