package org.papermetrics.cli.service;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;

/**
 * The socket on which the service manager hears of its services, as in sd_notify(3). It takes
 * datagrams in the Unix domain, which Java does not have, so the C library is asked. That is loaded
 * with the first message only: whoever runs the program by hand needs none of it.
 */
final class NotifySocket {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int LONGEST_PATH = 107;

  private final byte[] address;
  private final List<Path> places;

  /** The functions of the C library that are needed. */
  interface LibC extends Library {
    int socket(int domain, int type, int protocol) throws LastErrorException;

    NativeLong sendto(
        int socket, byte[] message, NativeLong length, int flags, byte[] address, int addressLength)
        throws LastErrorException;

    int close(int socket) throws LastErrorException;
  }

  /** Loads the C library when it is first used. */
  private static final class Loaded {
    static final LibC LIBRARY = Native.load("c", LibC.class);
  }

  /**
   * Sends nothing yet.
   *
   * @param name a path, or a name with an at sign before, as in {@code NOTIFY_SOCKET}
   * @param places directories in which a library may be put for the moment of loading; the first
   *     from which programs may run is taken
   */
  NotifySocket(String name, List<Path> places) throws IOException {
    byte[] path = name.getBytes(StandardCharsets.UTF_8);
    if (path.length == 0 || path.length > LONGEST_PATH) {
      throw new IOException(name + " is no name of a socket");
    }
    if (path[0] == '@') {
      path[0] = 0;
    }
    this.address =
        ByteBuffer.allocate(Short.BYTES + path.length)
            .order(ByteOrder.nativeOrder())
            .putShort((short) AF_UNIX)
            .put(path)
            .array();
    this.places = places;
  }

  /**
   * Sends one message.
   *
   * @throws IOException with half a sentence, when it cannot be sent
   */
  void send(String message) throws IOException {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    try {
      LibC library = library();
      int socket = library.socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      try {
        library.sendto(socket, bytes, new NativeLong(bytes.length), 0, address, address.length);
      } finally {
        library.close(socket);
      }
    } catch (LastErrorException e) {
      throw new IOException("its socket does not take it: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new IOException("the library for it cannot be loaded: " + e.getMessage(), e);
    }
  }

  private LibC library() throws IOException {
    if (System.getProperty("jna.tmpdir") == null) {
      for (Path place : places) {
        if (runsPrograms(place)) {
          System.setProperty("jna.tmpdir", place.toString());
          break;
        }
      }
    }
    return Objects.requireNonNull(Loaded.LIBRARY);
  }

  /** Temporary directories of clusters are often mounted so that nothing in them can be run. */
  private static boolean runsPrograms(Path directory) {
    try {
      Files.createDirectories(directory);
      Path trial =
          Files.createTempFile(
              directory,
              "paper-metrics-",
              ".trial",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try {
        return Files.isExecutable(trial);
      } finally {
        Files.delete(trial);
      }
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
