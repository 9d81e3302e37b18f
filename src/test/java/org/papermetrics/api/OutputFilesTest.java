package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.papermetrics.api.Fixture.header;
import static org.papermetrics.api.Fixture.text;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.files.AtomicFile;

class OutputFilesTest {
  private static final String[] NAMES = {
    "dashboard_data.json", "dashboard_data_with_progression.json", "dashboard_standalone.html"
  };

  private final Path outputs;
  private final Fixture fixture;

  OutputFilesTest(@TempDir Path outputs) {
    this.outputs = outputs;
    this.fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private void write(String name, String content) throws Exception {
    AtomicFile.replace(outputs.resolve(name), Fixture.utf8(content));
  }

  @Test
  void filesAreServedAsTheyAre() throws Exception {
    for (String name : NAMES) {
      String content = (name + " é ").repeat(10_000);
      write(name, content);

      HttpResponse<byte[]> plain = fixture.get("/" + name);
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(text(plain)).isEqualTo(content);
      assertThat(header(plain, "Content-Length")).isEqualTo("" + plain.body().length);
      assertThat(header(plain, "Content-Type"))
          .isEqualTo(name.endsWith("json") ? "application/json" : "text/html; charset=utf-8");
      assertThat(header(plain, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(plain, "Content-Encoding")).isEmpty();

      HttpResponse<byte[]> gzip = fixture.get("/" + name, "Accept-Encoding", "gzip");
      assertThat(header(gzip, "Content-Encoding")).isEqualTo("gzip");
      assertThat(header(gzip, "Vary")).isEqualTo("Accept-Encoding");
      assertThat(header(gzip, "ETag")).isEqualTo(header(plain, "ETag"));
      assertThat(text(gzip)).isEqualTo(content);
      assertThat(gzip.body()).hasSizeLessThan(plain.body().length / 10);
    }
  }

  @Test
  void aFileThatDidNotChangeIsNotSentAgain() throws Exception {
    write("dashboard_data.json", "one");
    Files.setLastModifiedTime(
        outputs.resolve("dashboard_data.json"),
        FileTime.from(Instant.parse("2026-03-01T10:00:00.123456789Z")));
    HttpResponse<byte[]> first = fixture.get("/dashboard_data.json");
    String tag = header(first, "ETag");
    assertThat(header(first, "Last-Modified")).isEqualTo("Sun, 01 Mar 2026 10:00:00 GMT");

    HttpResponse<byte[]> same =
        fixture.get("/dashboard_data.json", "If-None-Match", tag, "Accept-Encoding", "gzip");
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(header(same, "Content-Encoding")).isEmpty();

    // The same inode, size and second.
    Files.writeString(outputs.resolve("dashboard_data.json"), "two");
    Files.setLastModifiedTime(
        outputs.resolve("dashboard_data.json"),
        FileTime.from(Instant.parse("2026-03-01T10:00:00.123456790Z")));
    HttpResponse<byte[]> changed = fixture.get("/dashboard_data.json", "If-None-Match", tag);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(text(changed)).isEqualTo("two");
  }

  @Test
  void twoNamesOfOneFileHaveOneTag() throws Exception {
    write("dashboard_data.json", "one");
    String tag = header(fixture.get("/dashboard_data.json"), "ETag");
    AtomicFile.linkOrCopy(
        outputs.resolve("dashboard_data.json"),
        outputs.resolve("dashboard_data_with_progression.json"));

    assertThat(header(fixture.get("/dashboard_data.json"), "ETag")).isEqualTo(tag);
    assertThat(header(fixture.get("/dashboard_data_with_progression.json"), "ETag")).isEqualTo(tag);
  }

  @Test
  void aFileThatIsNotWrittenYetSaysSo() throws Exception {
    Files.createDirectory(outputs.resolve("dashboard_standalone.html"));
    for (String name : NAMES) {
      HttpResponse<byte[]> response = fixture.get("/" + name);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
      assertThat(text(response)).contains(name + " has not been written yet; it comes with");
    }
  }

  @Test
  void aLinkIsFollowedWithinTheDirectoryAlone() throws Exception {
    Path elsewhere = Files.createDirectory(outputs.resolveSibling(outputs.getFileName() + "x"));
    try {
      Files.writeString(outputs.resolve("kept.json"), "inside");
      Files.createSymbolicLink(outputs.resolve("dashboard_data.json"), Path.of("kept.json"));
      assertThat(text(fixture.get("/dashboard_data.json"))).isEqualTo("inside");

      Path outside = Files.writeString(elsewhere.resolve("dashboard_data.json"), "outside");
      Path link = outputs.resolve("dashboard_data_with_progression.json");
      Files.createSymbolicLink(link, outside);
      HttpResponse<byte[]> refused = fixture.get("/dashboard_data_with_progression.json");
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(text(refused)).contains("leads out of the output directory");

      Path linked = outputs.resolveSibling(outputs.getFileName() + "y");
      Files.createSymbolicLink(linked, elsewhere);
      try (Fixture other = new Fixture(linked, Optional.of(Fixture.TOKEN))) {
        assertThat(text(other.get("/dashboard_data.json"))).isEqualTo("outside");
      } finally {
        Files.delete(linked);
      }
    } finally {
      Files.deleteIfExists(elsewhere.resolve("dashboard_data.json"));
      Files.delete(elsewhere);
    }
  }

  @Test
  void headTellsAboutAFile() throws Exception {
    write("dashboard_data.json", "one");
    HttpResponse<byte[]> head =
        fixture.send(
            b -> b.method("HEAD", HttpRequest.BodyPublishers.noBody()), "/dashboard_data.json");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(header(head, "ETag")).isEqualTo(header(fixture.get("/dashboard_data.json"), "ETag"));
  }

  @Test
  void theStandalonePageKeepsItsOwnPolicy() throws Exception {
    write("dashboard_standalone.html", "<!DOCTYPE html>");
    write("dashboard_data.json", "{}");

    assertThat(header(fixture.get("/dashboard_standalone.html"), "Content-Security-Policy"))
        .isEqualTo("frame-ancestors 'none'");
    assertThat(header(fixture.get("/dashboard_data.json"), "Content-Security-Policy"))
        .isEqualTo("default-src 'none'; frame-ancestors 'none'");
  }

  @Test
  void aFileThatCannotBeReadIsAFailureInOneSentence() throws Exception {
    Path itself = outputs.resolve("dashboard_data.json");
    Files.createSymbolicLink(itself, itself);

    try (CapturedLog log = CapturedLog.of(Errors.class.getName())) {
      HttpResponse<byte[]> response =
          fixture.get("/dashboard_data.json", "Accept-Encoding", "gzip");
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(header(response, "Content-Encoding")).isEmpty();
      assertThat(text(response)).startsWith("{\"type\":\"about:blank\"").endsWith("}");
      assertThat(log.text()).contains("dashboard_data.json");
    }
  }
}
