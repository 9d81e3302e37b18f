package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.annotations.AnnotationsFile;

/** Notes by HTTP: as the OpenAPI document describes them, for who brings the token. */
class NotesHandlerTest {
  private static final String PATH = "/api/v1/notes/exp_cp000100";

  private final OpenApi openApi = new OpenApi();
  private final Path file;
  private final Fixture fixture;

  NotesHandlerTest(@TempDir Path outputs) throws IOException {
    file = outputs.resolve(AnnotationsFile.NAME);
    fixture = new Fixture(outputs, Optional.of(Fixture.TOKEN));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private HttpResponse<byte[]> described(HttpResponse<byte[]> answer) throws IOException {
    openApi.describes("/api/v1/notes/{id}", answer);
    return answer;
  }

  private HttpResponse<byte[]> put(String body, String... headers) throws Exception {
    return described(fixture.send(b -> b.PUT(BodyPublishers.ofString(body)), PATH, headers));
  }

  private static String text(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  @Test
  void aNoteIsPutGottenStarredAndDeleted() throws Exception {
    assertThat(Fixture.text(described(fixture.get(PATH)))).contains("\"text\":\"\"");
    HttpResponse<byte[]> put = put(text("für Tabelle 2"));
    assertThat(put.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> got = described(fixture.get(PATH));
    assertThat(Fixture.text(got)).isEqualTo(Fixture.text(put)).contains("\"starred\":false");
    assertThat(Fixture.header(got, "ETag")).isEqualTo(Fixture.header(put, "ETag")).startsWith("\"");
    assertThat(Fixture.text(put("{\"starred\":true}"))).contains("Tabelle 2", "\"starred\":true");
    assertThat(Fixture.text(fixture.get("/api/v1/runs/exp_cp000100")))
        .contains("\"annotation\":\"f", "\"starred\":true");
    HttpResponse<byte[]> deleted = described(fixture.send(HttpRequest.Builder::DELETE, PATH));
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(Files.readString(file)).doesNotContain("Tabelle");
    assertThat(described(fixture.get("/api/v1/notes/nobody")).statusCode()).isEqualTo(404);
  }

  @Test
  void aNoteThatIsAnotherByNowIsNotOverwritten() throws Exception {
    String tag = Fixture.header(put(text("first"), "If-None-Match", "*"), "ETag");
    assertThat(put(text("theirs"), "If-Match", tag).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> late = put(text("mine"), "If-Match", tag);
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(put(text("mine"), "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(
            described(fixture.send(HttpRequest.Builder::DELETE, PATH, "If-Match", tag))
                .statusCode())
        .isEqualTo(412);
    assertThat(Files.readString(file)).contains("theirs").doesNotContain("mine");
    String now = Fixture.header(fixture.get(PATH), "ETag");
    assertThat(put(text("mine"), "If-Match", "W/" + now).statusCode()).isEqualTo(200);
  }

  @Test
  void aNoteThatIsGoneIsNotWrittenByWhoSawIt() throws Exception {
    String tag = Fixture.header(put(text("first")), "ETag");
    fixture.send(HttpRequest.Builder::DELETE, PATH);
    assertThat(put(text("mine"), "If-Match", tag).statusCode()).isEqualTo(412);
  }

  @Test
  void tenThousandCharactersAreWrittenAndMoreAreTooLong() throws Exception {
    assertThat(put(text("\\ud83d\\ude00".repeat(10_000))).statusCode()).isEqualTo(200);
    assertThat(put(text("x".repeat(10_001))).statusCode()).isEqualTo(413);
    HttpResponse<byte[]> huge = put(text("x".repeat(300_000)));
    assertThat(huge.statusCode()).isEqualTo(413);
    assertThat(Fixture.text(huge)).contains("at most 10,000 characters");
    assertThat(Files.readString(file)).doesNotContain("xx");
  }

  @Test
  void whatIsNoChangeOfANoteIsRefused() throws Exception {
    for (String body :
        new String[] {"", "{}", "[]", "{\"text\":5}", "{\"starred\":1}", text("a") + "x"}) {
      assertThat(put(body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(file).doesNotExist();
    assertThat(fixture.send(b -> b.POST(BodyPublishers.ofString(text("a"))), PATH).statusCode())
        .isEqualTo(405);
  }

  @Test
  void aFileThatCannotBeReadIsLeftAloneAndTheAnswerSaysSo() throws Exception {
    Files.writeString(file, "{\"notes\": [");
    HttpResponse<byte[]> answer = put(text("mine"));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Fixture.text(answer)).contains("is cut off at line 1", "was not saved");
    assertThat(file).hasContent("{\"notes\": [");
  }

  @Test
  void onlyThePageItselfAndWhoBringsTheTokenWrites() throws Exception {
    for (String method : new String[] {"PUT", "DELETE"}) {
      HttpResponse<byte[]> stranger =
          fixture.send(
              b ->
                  b.method(method, BodyPublishers.ofString(text("a")))
                      .setHeader("Authorization", "Bearer wrong"),
              PATH);
      assertThat(described(stranger).statusCode()).isEqualTo(401);
      for (String[] from :
          new String[][] {{"Origin", "http://evil.example"}, {"Sec-Fetch-Site", "cross-site"}}) {
        HttpResponse<byte[]> foreign =
            fixture.send(b -> b.method(method, BodyPublishers.ofString(text("a"))), PATH, from);
        assertThat(described(foreign).statusCode()).isEqualTo(403);
      }
    }
    assertThat(file).doesNotExist();
  }
}
