package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Curve;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;

/** Reader of the runs of a data file, one run at a time. */
public final class DataReader {
  private static final String RUNS = "runs";

  /** A file that Python wrote may have numbers that are not finite. */
  private static final JsonFactory FACTORY =
      Json.factory().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, JsonText> objects = new HashMap<>();
  private final List<String> tags = new ArrayList<>();
  private Progression progression = Progression.EMPTY;
  private long step;
  private boolean starred;

  private DataReader() {}

  /**
   * The runs of a data file, in its order; what is no run in it is left out. The key of a run is
   * that of its checkpoint path.
   *
   * @throws IOException when it is no data file, or cannot be read
   */
  public static List<Run> runs(InputStream in) throws IOException {
    try (JsonParser json = FACTORY.createParser(in)) {
      List<Run> runs = null;
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean its = json.currentName().equals(RUNS);
          if (json.nextToken() == JsonToken.START_ARRAY && its) {
            runs = list(json);
          } else {
            json.skipChildren();
          }
        }
      }
      if (runs == null || json.currentToken() != JsonToken.END_OBJECT) {
        throw new IOException("it is not a data file");
      }
      return runs;
    }
  }

  private static List<Run> list(JsonParser json) throws IOException {
    List<Run> runs = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        DataReader reader = new DataReader();
        reader.read(json);
        reader.run().ifPresent(runs::add);
      } else {
        json.skipChildren();
      }
    }
    return runs;
  }

  private void read(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value == JsonToken.VALUE_STRING) {
        texts.put(name, json.getText());
      } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("checkpoint_step")) {
        step = json.getLongValue();
      } else if (value == JsonToken.VALUE_TRUE && name.equals("starred")) {
        starred = true;
      } else if (value == JsonToken.START_ARRAY && name.equals("tags")) {
        readTags(json);
      } else if (value == JsonToken.START_ARRAY
          && name.equals("librilight_progression_individual")) {
        progression = progression(json);
      } else if (value == JsonToken.START_OBJECT
          && (name.equals("training_config") || name.equals("metrics"))) {
        objects.put(name, copy(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private Optional<Run> run() {
    String id = texts.get("id");
    String name = texts.get("name");
    String checkpoint = texts.get("checkpoint_path");
    String evaluated = texts.get("evaluation_timestamp");
    JsonText config = objects.get("training_config");
    JsonText metrics = objects.get("metrics");
    if (id == null
        || name == null
        || checkpoint == null
        || evaluated == null
        || config == null
        || metrics == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Run(
              RunKey.ofCheckpoint(checkpoint),
              id,
              name,
              checkpoint,
              step,
              LocalDateTime.parse(evaluated),
              config,
              metrics,
              tags,
              texts.getOrDefault("notes", ""),
              progression,
              texts.get("curves_apart"),
              unavailableSince(),
              null,
              new Annotation(
                  texts.getOrDefault("annotation", ""),
                  starred,
                  texts.getOrDefault("annotation_edited_at", ""))));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private @Nullable Instant unavailableSince() {
    String since = texts.get("unavailable_since");
    return since == null ? null : Instant.parse(since);
  }

  private void readTags(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        tags.add(json.getText());
      }
      json.skipChildren();
    }
  }

  private static Progression progression(JsonParser json) throws IOException {
    List<Curve> files = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_ARRAY) {
        Curve.Builder file = new Curve.Builder();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          if (json.currentToken() == JsonToken.START_OBJECT) {
            point(json, file);
          } else {
            json.skipChildren();
          }
        }
        if (file.size() > 0) {
          files.add(file.build());
        }
      } else {
        json.skipChildren();
      }
    }
    return new Progression(files);
  }

  private static void point(JsonParser json, Curve.Builder file) throws IOException {
    int position = -1;
    double loss = Double.NaN;
    double perplexity = Double.NaN;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value.isNumeric()) {
        switch (name) {
          case "position" -> position = json.getValueAsInt(-1);
          case "loss" -> loss = json.getDoubleValue();
          case "perplexity" -> perplexity = json.getDoubleValue();
          default -> {}
        }
      }
      json.skipChildren();
    }
    if (position >= 0
        && Double.isFinite(loss)
        && Double.isFinite(perplexity)
        && !file.startsAnotherFile(position)) {
      file.add(position, loss, perplexity);
    }
  }

  /** The value at the parser, with the digits that it has there. */
  private static JsonText copy(JsonParser json) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator copy = FACTORY.createGenerator(bytes)) {
      int depth = 0;
      do {
        JsonToken token = json.currentToken();
        if (token.isNumeric() && !json.isNaN()) {
          copy.writeNumber(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        } else if (token.isNumeric()) {
          copy.writeNull();
        } else {
          copy.copyCurrentEvent(json);
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      } while (depth > 0 && json.nextToken() != null);
    }
    return new JsonText(bytes.toByteArray());
  }
}
