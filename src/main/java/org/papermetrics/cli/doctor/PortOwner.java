package org.papermetrics.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds in /proc which process listens on a port. */
final class PortOwner {
  private static final String LISTENING = "0A";
  private static final int LOCAL = 1;
  private static final int STATE = 3;
  private static final int USER = 7;
  private static final int INODE = 9;
  private static final int TOLD = 80;

  private PortOwner() {}

  /** Who listens, half a sentence; empty when that cannot be determined. */
  static Optional<String> on(int port) {
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      try {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] fields = line.strip().split("\\s+", -1);
          if (fields.length > INODE
              && fields[STATE].equals(LISTENING)
              && fields[LOCAL].endsWith(":" + String.format(Locale.ROOT, "%04X", port))) {
            return Optional.of(
                process("socket:[" + fields[INODE] + "]")
                    .orElse("a program of user " + user(fields[USER])));
          }
        }
      } catch (IOException e) {
        // Not Linux, or /proc is closed: nothing can be told.
      }
    }
    return Optional.empty();
  }

  private static Optional<String> process(String socket) {
    return ProcessHandle.allProcesses()
        .filter(process -> holds(process.pid(), socket))
        .findFirst()
        .map(
            process ->
                "process "
                    + process.pid()
                    + " ("
                    + command(process.pid())
                    + ")"
                    + process.info().user().map(user -> " of user " + user).orElse(""));
  }

  private static boolean holds(long pid, String socket) {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.anyMatch(file -> isLinkTo(file, socket));
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }

  private static boolean isLinkTo(Path link, String target) {
    try {
      return Files.readSymbolicLink(link).toString().equals(target);
    } catch (IOException e) {
      return false;
    }
  }

  private static String command(long pid) {
    try {
      byte[] line = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
      String text = new String(line, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
      return text.length() <= TOLD ? text : text.substring(0, TOLD) + "…";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String user(String id) {
    try {
      return Files.readAllLines(Path.of("/etc/passwd")).stream()
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > 2 && fields[2].equals(id))
          .map(fields -> fields[0])
          .findFirst()
          .orElse(id);
    } catch (IOException e) {
      return id;
    }
  }
}
