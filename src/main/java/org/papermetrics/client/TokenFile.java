package org.papermetrics.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.papermetrics.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The token that lets people and scripts in: 32 random bytes as base64url, in a file that only its
 * owner reads. It stays the same until it is rotated.
 */
public final class TokenFile {
  private static final int TOKEN_BYTES = 32;
  private static final String FORM = "[A-Za-z0-9_-]{43}";
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final FileAttribute<?> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path file;

  /** The token file of a state directory; neither needs to be there yet. */
  public TokenFile(Path stateDirectory) {
    this.file = stateDirectory.resolve("token");
  }

  /** Where the token is kept. */
  public Path path() {
    return file;
  }

  /**
   * The token; the first call makes it. Where others could read the file, that is put right and
   * said in the log.
   *
   * @throws IOException when it can be neither read nor made, in a sentence for the user
   */
  public String read() throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return make(false);
    }
    closeToOthers();
    String token = content();
    if (token.matches(FORM)) {
      return token;
    }
    log().warn("{} held no token; a new one was made, and open pages must be opened again.", file);
    return make(true);
  }

  /**
   * The token as it is, for who only looks: nothing is made or put right.
   *
   * @return empty when there is none
   * @throws IOException when it cannot be read, in a sentence for the user
   */
  public Optional<String> peek() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    return Optional.of(content()).filter(token -> token.matches(FORM));
  }

  /** Who may read the token file besides its owner, as {@code rw-r--r--}; empty when nobody may. */
  public Optional<String> openTo() throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return OWNER_ONLY.containsAll(permissions)
        ? Optional.empty()
        : Optional.of(PosixFilePermissions.toString(permissions));
  }

  /**
   * Makes a new token, so that the old one lets nobody in once the daemon has started again.
   *
   * @throws IOException when it cannot be written; the old one then stays
   */
  public String rotate() throws IOException {
    return make(true);
  }

  private String content() throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    } catch (AccessDeniedException e) {
      throw new IOException(
          file + " cannot be read; it must belong to the user who runs the daemon.", e);
    }
  }

  private String make(boolean replace) throws IOException {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException(file + " has no directory to keep the token in");
    }
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory, DIRECTORY);
    }
    Path fresh =
        Files.createTempFile(
            directory,
            ".token.",
            AtomicFile.TEMPORARY_SUFFIX,
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer text = StandardCharsets.UTF_8.encode(token + "\n");
        while (text.hasRemaining()) {
          channel.write(text);
        }
        channel.force(true);
      }
      if (!replace && !isFirst(fresh)) {
        return read();
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return token;
  }

  /** Of two programs that make the first token at once, the later takes the earlier's. */
  private boolean isFirst(Path fresh) throws IOException {
    try {
      Files.createLink(file, fresh);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException | UnsupportedOperationException e) {
      // A file system without links cannot tell, and the later one wins.
      return true;
    }
  }

  private void closeToOthers() throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(
          file + " is no regular file, so the token is not taken from it; remove it.");
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      Files.setPosixFilePermissions(file, OWNER_ONLY);
      log()
          .warn(
              "{} could be read by others ({}); it is closed to them now. If they may have read it,"
                  + " make a new token with: paper-metrics install --rotate-token",
              file,
              PosixFilePermissions.toString(permissions));
    }
  }

  /** Asked for when there is something to say: to set up logging takes commands a while. */
  private static Logger log() {
    return LoggerFactory.getLogger(TokenFile.class);
  }
}
