package org.papermetrics.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.Ownership;
import org.papermetrics.model.Periods;

/**
 * A small HTML file that sends a browser to the address with the token. A browser is started with
 * the path of such a file, because every user of the machine can read command lines. Only the user
 * of this program can read the file.
 */
public final class RedirectPage {
  private static final Set<PosixFilePermission> OWNERS_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  /** A browser that is being started has read its page within this time. */
  private static final Duration READ = Duration.ofMinutes(1);

  private static final int NAME_BYTES = 16;

  private final Path directory;

  /** The pages of a state directory; neither needs to be there yet. */
  public RedirectPage(Path stateDirectory) {
    this.directory = stateDirectory.toAbsolutePath().resolve("open");
  }

  /**
   * Writes a new page and deletes those of earlier calls.
   *
   * @param address of the board, with its token
   * @return the file
   * @throws IOException when it cannot be written, in a sentence for the user
   */
  public Path write(String address, Instant now) throws IOException {
    prepareDirectory();
    deleteOld(now);
    byte[] random = new byte[NAME_BYTES];
    new SecureRandom().nextBytes(random);
    Path file = directory.resolve(HexFormat.of().formatHex(random) + ".html");
    byte[] text = text(address).getBytes(StandardCharsets.UTF_8);
    AtomicFile.replacePrivate(file, AtomicFile.bytes(text));
    return file;
  }

  private void prepareDirectory() throws IOException {
    Files.createDirectories(
        directory.resolveSibling(""), PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY));
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          || !Ownership.isOurs(directory)) {
        throw new IOException(directory + " is no directory of yours; remove it.", e);
      }
      Files.setPosixFilePermissions(directory, OWNERS_DIRECTORY);
    }
  }

  private void deleteOld(Instant now) throws IOException {
    try (DirectoryStream<Path> pages = Files.newDirectoryStream(directory, "*.html")) {
      for (Path page : pages) {
        Instant written = Files.getLastModifiedTime(page, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (Periods.isOver(READ, written, now)) {
          Files.deleteIfExists(page);
        }
      }
    } catch (NoSuchFileException e) {
      // Another call has deleted it.
    }
  }

  /** The address has only characters that mean nothing in HTML and in a script. */
  private static String text(String address) throws IOException {
    if (!address.matches("[\\w:/.\\[\\]#=%~+-]+")) {
      throw new IOException("The address of the daemon cannot be opened: " + address);
    }
    return """
    <!DOCTYPE html>
    <html lang="en">
    <meta charset="utf-8">
    <meta name="referrer" content="no-referrer">
    <title>Paper Metrics</title>
    <script>location.replace("%1$s");</script>
    <meta http-equiv="refresh" content="1; url=%1$s">
    <p>Opening <a href="%1$s">the board</a>…</p>
    </html>
    """
        .formatted(address);
  }
}
