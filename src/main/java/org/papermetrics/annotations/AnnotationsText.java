package org.papermetrics.annotations;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.UnreadableFileException;
import org.papermetrics.files.Utf8;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.RunKey;
import org.papermetrics.text.PythonJsonLayout;

/** The content of the file of notes. What this program does not know in it survives a change. */
final class AnnotationsText {
  private static final String NOTES = "notes";
  private static final String ID = "id";
  private static final String CHECKPOINT_PATH = "checkpoint_path";
  private static final String TEXT = "text";
  private static final String STARRED = "starred";
  private static final String EDITED = "edited_at";
  private static final List<String> FIELDS = List.of(ID, CHECKPOINT_PATH, TEXT, STARRED, EDITED);

  /** Half of a character, which UTF-8 cannot spell. */
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          // Of a key that is there twice, one would be lost when the file is written.
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final ObjectNode document;
  private final ArrayNode entries;

  private AnnotationsText(ObjectNode document, ArrayNode entries) {
    this.document = document;
    this.entries = entries;
  }

  /** A file without notes. */
  static AnnotationsText empty() {
    ObjectNode document = JSON.createObjectNode();
    return new AnnotationsText(document, document.putArray(NOTES));
  }

  /** Reads the content of a file. */
  static AnnotationsText parse(byte[] content) throws UnreadableFileException {
    Utf8.check(content);
    JsonNode document;
    try {
      document = JSON.readTree(content);
    } catch (JsonEOFException e) {
      throw new UnreadableFileException(
          "is cut off at line " + e.getLocation().getLineNr() + ", perhaps half-written");
    } catch (StreamConstraintsException e) {
      throw new UnreadableFileException("is nested too deeply or has a value that is too long");
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new UnreadableFileException(
          "is no valid JSON at line " + at.getLineNr() + ", column " + at.getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
    if (document.isMissingNode()) {
      throw new UnreadableFileException("is empty");
    }
    if (document instanceof ObjectNode object && object.get(NOTES) instanceof ArrayNode notes) {
      return new AnnotationsText(object, notes);
    }
    throw new UnreadableFileException("is no JSON object of the form {\"notes\": [...]}");
  }

  /** What it says. */
  AnnotationsReading.Read read(Path file, Instant now) {
    Map<String, Annotation> notes = new HashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      JsonNode entry = entries.get(i);
      String fault = fault(entry);
      if (fault == null && notes.putIfAbsent(checkpointOf(entry), noteOf(entry)) != null) {
        fault = "is a second one for " + checkpointOf(entry) + "; put all text into the first";
      }
      if (fault != null) {
        problems.add(
            new Problem(
                Problem.Kind.ANNOTATIONS_ENTRY,
                file.toString(),
                "Entry " + (i + 1) + " of the notes " + fault + ", or remove the entry.",
                now));
      }
    }
    notes.values().removeIf(Annotation::isEmpty);
    return new AnnotationsReading.Read(notes, problems);
  }

  /** The note on a run. */
  Annotation note(String checkpointPath) {
    int index = indexOf(checkpointPath);
    return index < 0 ? Annotation.NONE : noteOf(entries.get(index));
  }

  /** Sets the note on a run; one that is empty leaves with its entry. */
  void set(String id, String checkpointPath, Annotation note) {
    int index = indexOf(checkpointPath);
    if (note.isEmpty() && index >= 0 && hasOnlyOurs(entries.get(index))) {
      entries.remove(index);
      return;
    }
    if (note.isEmpty() && index < 0) {
      return;
    }
    ObjectNode entry = index < 0 ? entries.addObject() : (ObjectNode) entries.get(index);
    entry.put(ID, id);
    if (index < 0) {
      entry.put(CHECKPOINT_PATH, checkpointPath);
    }
    entry.put(TEXT, note.text());
    if (note.starred()) {
      entry.put(STARRED, true);
    } else {
      entry.remove(STARRED);
    }
    entry.put(EDITED, note.editedAt());
  }

  /** The content to be written. */
  byte[] bytes() throws IOException {
    String json = JSON.writeValueAsString(document);
    String spelled =
        LONE_SURROGATE
            .matcher(json)
            .replaceAll(half -> "\\\\u" + Integer.toHexString(half.group().charAt(0)));
    byte[] utf8 = spelled.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(2 * utf8.length);
    PythonJsonLayout layout = new PythonJsonLayout(out);
    layout.write(utf8, 0, utf8.length);
    layout.flush();
    return out.toByteArray();
  }

  private int indexOf(String checkpointPath) {
    for (int i = 0; i < entries.size(); i++) {
      if (fault(entries.get(i)) == null && checkpointOf(entries.get(i)).equals(checkpointPath)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String fault(JsonNode entry) {
    if (!entry.isObject()) {
      return "is no object; write it as {...}";
    }
    if (entry.path(CHECKPOINT_PATH).asText().isBlank()) {
      return "names no run; add its checkpoint_path";
    }
    if (entry.has(TEXT) && !entry.get(TEXT).isTextual()) {
      return "has a text that is no text; write it in quotes";
    }
    return null;
  }

  private static String checkpointOf(JsonNode entry) {
    return RunKey.withoutTrailingSlash(entry.path(CHECKPOINT_PATH).asText());
  }

  private static Annotation noteOf(JsonNode entry) {
    return new Annotation(
        entry.path(TEXT).asText(),
        entry.path(STARRED).asBoolean(),
        entry.path(EDITED).isTextual() ? entry.get(EDITED).asText() : "");
  }

  private static boolean hasOnlyOurs(JsonNode entry) {
    return entry.propertyStream().allMatch(field -> FIELDS.contains(field.getKey()));
  }
}
