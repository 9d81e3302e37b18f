package org.papermetrics.daemon;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.papermetrics.api.TokenFile;
import org.papermetrics.files.AtomicFile;

/** Where the daemon of a state directory can be reached. Kept in a file without the token. */
public final class Whereabouts {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Path stateDir;
  private final Path file;

  /** Of the daemon that uses this state directory. */
  public Whereabouts(Path stateDir) {
    this.stateDir = stateDir;
    this.file = stateDir.resolve("address");
  }

  /** Notes where the daemon answers. */
  void note(String address) throws IOException {
    AtomicFile.replace(file, (address + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Forgets it. */
  void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  /**
   * The address with its token of a daemon that answers.
   *
   * @return empty when none is running
   * @throws IOException when the token cannot be read
   */
  public Optional<String> running() throws IOException {
    Optional<String> address = noted().filter(Whereabouts::answers);
    Path token = new TokenFile(stateDir).path();
    return address.isPresent() && Files.exists(token)
        ? Optional.of(withToken(address.get(), new TokenFile(stateDir).read()))
        : address;
  }

  /**
   * The address that was noted, whether or not anybody answers there.
   *
   * @throws IOException when that cannot be read
   */
  Optional<String> noted() throws IOException {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The address for people: a fragment never reaches a server, a log or a Referer. */
  static String withToken(String address, String token) {
    return address + "/#token=" + token;
  }

  private static boolean answers(String address) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/healthz")).timeout(PATIENCE).build();
      HttpClient.newBuilder()
          .connectTimeout(PATIENCE)
          .build()
          .send(request, HttpResponse.BodyHandlers.discarding());
      return true;
    } catch (IOException | IllegalArgumentException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
