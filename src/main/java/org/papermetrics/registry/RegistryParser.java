package org.papermetrics.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.ByteSource;
import org.papermetrics.files.ContentSums;
import org.papermetrics.files.UnreadableFileException;
import org.papermetrics.files.Utf8;
import org.papermetrics.model.RunKey;
import org.papermetrics.registry.RegistryText.Slot;

/** Finds the entries in the text of a registry. */
final class RegistryParser {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final byte[] FIRST = "[{}".getBytes(StandardCharsets.UTF_8);

  private final List<Slot> slots = new ArrayList<>();
  private int start = -1;
  private int end = -1;

  private RegistryParser() {}

  /** Finds the entries in a text that was not parsed before. */
  static RegistryText parse(ByteSource source) throws IOException, UnreadableFileException {
    return parse(source, sumsOf(source, 0), null);
  }

  /**
   * Finds the entries, without parsing again what is as it was before: the elements at the start of
   * the list, and all after it.
   *
   * @param sums checksums of the source
   * @throws java.io.EOFException when the source has become shorter
   */
  static RegistryText parse(ByteSource source, ContentSums sums, @Nullable RegistryText before)
      throws IOException, UnreadableFileException {
    if (before == null) {
      return whole(source, sums);
    }
    if (sums.equals(before.sums())) {
      return before;
    }
    long same = sums.sameBytes(before.sums());
    List<Slot> slots = new ArrayList<>(before.slots().size() + 1);
    for (Slot slot : before.slots()) {
      if (slot.end() > same) {
        break;
      }
      slots.add(slot);
    }
    int end = (int) (source.size() - before.tail().size()) - 1;
    int from = slots.isEmpty() ? end : slots.get(slots.size() - 1).end();
    if (from < end && sumsOf(source, end + 1).equals(before.tail())) {
      Optional<List<Slot>> others = elements(source, from, end + 1);
      if (others.isPresent()) {
        slots.addAll(others.get());
        return new RegistryText(slots, before.start(), end, sums, before.tail());
      }
    }
    return whole(source, sums);
  }

  private static RegistryText whole(ByteSource source, ContentSums sums)
      throws IOException, UnreadableFileException {
    try (InputStream all = source.part(0, source.size())) {
      Utf8.check(all);
    }
    RegistryParser found = new RegistryParser();
    try (JsonParser json = JSON.createParser(source.part(0, source.size()))) {
      found.document(json);
    } catch (JsonEOFException e) {
      throw new UnreadableFileException(
          "is cut off at line " + e.getLocation().getLineNr() + ", perhaps half-written");
    } catch (StreamConstraintsException e) {
      throw new UnreadableFileException("is nested too deeply or has a value that is too long");
    } catch (JsonProcessingException e) {
      throw new UnreadableFileException(
          "is no valid JSON at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr());
    }
    ContentSums tail = sumsOf(source, found.end + 1);
    return new RegistryText(found.slots, found.start, found.end, sums, tail);
  }

  private static ContentSums sumsOf(ByteSource source, int from) throws IOException {
    try (InputStream rest = source.part(from, source.size())) {
      return ContentSums.of(rest);
    }
  }

  /** The elements that follow one in a list; empty when these bytes are no such end of a list. */
  private static Optional<List<Slot>> elements(ByteSource source, int from, int to)
      throws IOException {
    List<Slot> elements = new ArrayList<>();
    int before = from - FIRST.length;
    try (JsonParser json =
        JSON.createParser(
            new SequenceInputStream(new ByteArrayInputStream(FIRST), source.part(from, to)))) {
      json.nextToken();
      json.nextToken();
      json.skipChildren();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        Slot slot = slot(json);
        elements.add(slot.at(before + slot.start(), before + slot.end()));
      }
      boolean closed = before + tokenStart(json) == to - 1;
      return closed && json.nextToken() == null ? Optional.of(elements) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** What an element says, when it stands alone. */
  static Slot slot(byte[] element) {
    try (JsonParser json = JSON.createParser(element)) {
      json.nextToken();
      return slot(json);
    } catch (IOException e) {
      throw new UncheckedIOException("it has been parsed before or is our own", e);
    }
  }

  private void document(JsonParser json) throws IOException, UnreadableFileException {
    JsonToken first = json.nextToken();
    if (first == null) {
      throw new UnreadableFileException("is empty");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new UnreadableFileException("is no JSON object of the form {\"runs\": [...]}");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean runs = json.currentName().equals("runs");
      JsonToken value = json.nextToken();
      if (!runs) {
        json.skipChildren();
      } else if (value == JsonToken.START_ARRAY) {
        runs(json);
      } else {
        throw new UnreadableFileException("has a \"runs\" that is no list");
      }
    }
    if (json.nextToken() != null) {
      throw new UnreadableFileException("goes on after its end");
    }
    if (end < 0) {
      throw new UnreadableFileException("has no list \"runs\"");
    }
  }

  private void runs(JsonParser json) throws IOException {
    // Of two lists with this name the later counts, as for every reader of JSON.
    slots.clear();
    start = tokenStart(json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      slots.add(slot(json));
    }
    end = tokenStart(json);
  }

  private static Slot slot(JsonParser json) throws IOException {
    int from = tokenStart(json);
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return new Slot(from, tokenEnd(json), null, null, false, "is no object; write it as {...}");
    }
    String checkpoint = null;
    String results = null;
    boolean plain = true;
    String fault = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      plain &= AddEntries.FIELDS.contains(name);
      JsonToken value = json.nextToken();
      boolean isCheckpoint = name.equals("checkpoint_path");
      if (!isCheckpoint && !name.equals("results_file")) {
        json.skipChildren();
      } else if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL) {
        String path = value == JsonToken.VALUE_NULL ? "" : json.getText();
        if (isCheckpoint) {
          // The logs of the run have the same path.
          checkpoint = RunKey.namesNone(path) ? null : path.intern();
        } else {
          results = path.isBlank() ? null : path;
        }
      } else {
        json.skipChildren();
        fault = "has a " + name + " that is no text; write the path in quotes";
      }
    }
    if (fault == null && checkpoint == null && results == null) {
      fault = "names neither a checkpoint_path nor a results_file; add one";
    }
    return new Slot(from, tokenEnd(json), checkpoint, results, plain, fault);
  }

  private static int tokenStart(JsonParser json) {
    return (int) json.currentTokenLocation().getByteOffset();
  }

  private static int tokenEnd(JsonParser json) throws IOException {
    // A string is read only when asked for, and ends where reading has come to.
    json.finishToken();
    return (int) json.currentLocation().getByteOffset();
  }
}
