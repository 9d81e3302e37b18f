package org.papermetrics.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.papermetrics.files.AtomicFile;

/**
 * File in the state directory with the running daemon's address. Kept in a file without the token.
 */
public final class DaemonAddressFile {
  /** The time of a start moves with the clock of the machine; numbers come again far later. */
  private static final Duration CLOCK_SET = Duration.ofMinutes(1);

  private final Path stateDir;
  private final Path file;

  /** Of the daemon that uses this state directory. */
  public DaemonAddressFile(Path stateDir) {
    this.stateDir = stateDir;
    this.file = stateDir.resolve("address");
  }

  /** Notes where the daemon answers. */
  public void note(String address) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    String text = address + "\n" + self.pid() + " " + startedAt(self) + "\n";
    AtomicFile.replacePrivate(file, AtomicFile.bytes(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Forgets it. */
  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * The address of a daemon that answers, with its token where it asks for one.
   *
   * @return empty when none is running
   * @throws IOException when the token cannot be read, or what answers does not know it
   */
  public Optional<String> running() throws IOException {
    Optional<String> address = noted().filter(DaemonClient::isAt);
    Path token = new TokenFile(stateDir).path();
    if (address.isEmpty() || !Files.exists(token)) {
      return address;
    }
    String known = new TokenFile(stateDir).read();
    return Challenge.isPassed(address.get(), known)
        ? Optional.of(withToken(address.get(), known))
        : address;
  }

  /**
   * The address that a process noted which still lives, whether or not it answers. Where it does
   * not live, or lives on another machine that shares the directory, the port may be anybody's by
   * now, and nobody else may be given the token.
   *
   * @throws IOException when that cannot be read
   */
  Optional<String> noted() throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.size() == 2 && lives(lines.get(1))
          ? Optional.of(lines.get(0))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static boolean lives(String process) {
    String[] parts = process.split(" ", -1);
    try {
      long startedAt = Long.parseLong(parts[parts.length - 1]);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(ProcessHandle::isAlive)
          .filter(found -> Math.abs(startedAt(found) - startedAt) < CLOCK_SET.toSeconds())
          .isPresent();
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static long startedAt(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).getEpochSecond();
  }

  /** The address for people: a fragment never reaches a server, a log or a Referer. */
  public static String withToken(String address, String token) {
    return address + "/#token=" + token;
  }
}
