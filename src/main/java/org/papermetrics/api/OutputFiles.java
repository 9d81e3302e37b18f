package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.DateUtils;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.FileStamp;

/** Serves the output files from disk. Only their exact names exist, and only in their directory. */
final class OutputFiles {
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "dashboard_data.json", Responses.JSON,
          "dashboard_data_with_progression.json", Responses.JSON,
          "dashboard_standalone.html", "text/html; charset=utf-8");

  private final Path directory;

  OutputFiles(Path directory) {
    this.directory = directory;
  }

  /** The paths that are answered. */
  Set<String> paths() {
    return CONTENT_TYPES.keySet().stream().map("/"::concat).collect(Collectors.toUnmodifiableSet());
  }

  /** The content type of the output file at a path, null when none has this path. */
  Optional<String> contentType(String path) {
    return path.startsWith("/")
        ? Optional.ofNullable(CONTENT_TYPES.get(path.substring(1)))
        : Optional.empty();
  }

  /** Answers with an output file; blocks. */
  void handle(HttpServerExchange exchange, String path, String contentType) throws IOException {
    Path file;
    try {
      file = directory.resolve(path.substring(1)).toRealPath();
    } catch (NoSuchFileException e) {
      notWritten(exchange, path);
      return;
    }
    if (!file.startsWith(directory.toRealPath())) {
      Errors.notFound(
          exchange,
          path.substring(1)
              + " is a link that leads out of the output directory, so it is not served; make"
              + " output-dir the directory it leads to.");
      return;
    }
    Optional<FileStamp> stamp = Stamps.of(file);
    if (stamp.isEmpty()) {
      notWritten(exchange, path);
      return;
    }
    SecurityHeaders.keepButAsk(exchange.getResponseHeaders());
    if (!contentType.equals(Responses.JSON)) {
      // The standalone page brings its own policy for all but this.
      SecurityHeaders.policy(exchange.getResponseHeaders(), "frame-ancestors 'none'");
    }
    exchange
        .getResponseHeaders()
        .put(Headers.LAST_MODIFIED, DateUtils.toDateString(Date.from(stamp.get().modified())));
    // The tag is taken before the file is opened: should the file be replaced in between, the
    // client keeps newer content under an older tag and asks again, never the other way round.
    if (Responses.unchanged(exchange, tag(stamp.get()), "Accept-Encoding")) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, contentType);
      send(channel, exchange);
    } catch (NoSuchFileException e) {
      notWritten(exchange, path);
    }
  }

  private static void send(FileChannel file, HttpServerExchange exchange) throws IOException {
    boolean gzip = Gzip.agreed(exchange);
    if (!gzip) {
      exchange.setResponseContentLength(file.size());
    }
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      return;
    }
    exchange.startBlocking();
    OutputStream out = exchange.getOutputStream();
    OutputStream encoded = gzip ? Gzip.stream(out) : out;
    Channels.newInputStream(file).transferTo(encoded);
    // Only now: closing after a failure would make the part look like the whole.
    encoded.close();
  }

  private static String tag(FileStamp stamp) {
    long nanos = ChronoUnit.NANOS.between(Instant.EPOCH, stamp.modified());
    return Long.toHexString(stamp.size())
        + "-"
        + Long.toHexString(nanos)
        + "-"
        + Integer.toHexString(stamp.inode().hashCode());
  }

  private static void notWritten(HttpServerExchange exchange, String path) {
    Errors.notFound(
        exchange,
        path.substring(1)
            + " has not been written yet; it comes with the first pass over the runs, and"
            + " /api/v1/problems says what stands in the way.");
  }
}
