package org.papermetrics.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document, and whether answers are as it says. */
public final class OpenApi {
  private static final String LOCATION = "https://papermetrics.invalid/openapi.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String text;
  private final JsonNode document;
  private final SchemaRegistry schemas;

  /** Reads the document of the source tree. */
  public OpenApi() throws IOException {
    text = Files.readString(Path.of("src/main/resources/api/openapi.json"));
    document = JSON.readTree(text);
    schemas =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemas(Map.of(LOCATION, text)));
  }

  JsonNode document() {
    return document;
  }

  /** The paths that it names. */
  public Set<String> paths() {
    Set<String> paths = new TreeSet<>();
    document.get("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  /** Fails unless an answer to a path, as the document names it, is one that it describes. */
  public void describes(String path, HttpResponse<byte[]> answer) throws IOException {
    String asked = answer.request().method().toLowerCase(Locale.ROOT);
    String method = document.get("paths").get(path).has(asked) ? asked : "get";
    String type = answer.headers().firstValue("Content-Type").orElse("");
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    String where =
        "/paths/" + path.replace("/", "~1") + "/" + method + "/responses/" + answer.statusCode();
    JsonNode response = document.at(where);
    if (response.has("$ref")) {
      where = response.get("$ref").asText().substring(1);
      response = document.at(where);
    }
    assertThat(response.isMissingNode()).as(where).isFalse();
    if (answer.statusCode() == 204) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    assertThat(response.at("/content").has(type)).as(where + " has " + type).isTrue();
    if (type.endsWith("json")) {
      assertThat(errors(where + "/content/" + type.replace("/", "~1") + "/schema", body))
          .as(path + " " + body)
          .isEmpty();
    }
  }

  /** Fails unless a frame is one that the document describes. */
  public void describesFrame(String frame) {
    assertThat(
            errors(
                "/paths/~1api~1v1~1live/get/responses/101/content/application~1json/schema", frame))
        .as(frame)
        .isEmpty();
  }

  /** What a schema, by its place in the document, has against a text. */
  List<Error> errors(String place, String json) {
    return schemas
        .getSchema(SchemaLocation.of(LOCATION + "#" + place))
        .validate(
            json,
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }
}
