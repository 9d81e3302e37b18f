package org.papermetrics.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.UnreadableFileException;
import org.papermetrics.files.Utf8;
import org.papermetrics.model.RunKey;
import org.papermetrics.text.PythonJsonLayout;

/**
 * The text of a registry and where its entries stand in it. A changed registry is put together from
 * pieces of the old text, so that what this program does not know survives to the letter.
 */
final class RegistryText {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final byte[] FIRST = {'[', '{', '}'};
  private static final byte[] NO_RUNS = "{\"runs\": []}".getBytes(StandardCharsets.UTF_8);

  private final byte[] utf8;
  private final List<Slot> slots = new ArrayList<>();
  private int runsStart = -1;
  private int runsEnd = -1;

  /**
   * One element of the list of runs.
   *
   * @param start offset of its first byte
   * @param end offset after its last byte
   * @param checkpointPath null when absent or one of the ways to say that there is none
   * @param resultsFile null when absent
   * @param plain whether it has only the fields that this program writes
   * @param fault what is wrong with it and what to do; null when it is usable
   */
  record Slot(
      int start,
      int end,
      @Nullable String checkpointPath,
      @Nullable String resultsFile,
      boolean plain,
      @Nullable String fault) {
    Slot movedBy(int bytes) {
      return new Slot(start + bytes, end + bytes, checkpointPath, resultsFile, plain, fault);
    }
  }

  private RegistryText(byte[] utf8) {
    this.utf8 = utf8;
  }

  /** A registry without runs. */
  static RegistryText empty() {
    try {
      return parse(NO_RUNS);
    } catch (UnreadableFileException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Finds the entries in the content of a file. */
  static RegistryText parse(byte[] content) throws UnreadableFileException {
    Utf8.check(content);
    RegistryText text = new RegistryText(content);
    try (JsonParser json = JSON.createParser(content)) {
      text.document(json);
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
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
    return text;
  }

  /**
   * The same as {@link #parse(byte[])}, without parsing again what is as it was before: the
   * elements at the start of the list, and all after it.
   */
  static RegistryText parse(byte[] content, RegistryText before) throws UnreadableFileException {
    int same = Arrays.mismatch(content, before.utf8);
    if (same < 0) {
      return before;
    }
    List<Slot> kept =
        before.slots.stream().takeWhile(s -> s.end() <= same && before.isObject(s)).toList();
    int end = content.length - (before.utf8.length - before.runsEnd);
    int from = kept.isEmpty() ? end : kept.get(kept.size() - 1).end();
    boolean restIsSame =
        from < end
            && Arrays.equals(
                content, end, content.length, before.utf8, before.runsEnd, before.utf8.length);
    Optional<List<Slot>> others = restIsSame ? elements(content, from, end) : Optional.empty();
    if (others.isEmpty()) {
      return parse(content);
    }
    Utf8.check(content);
    RegistryText text = new RegistryText(content);
    text.runsStart = before.runsStart;
    text.runsEnd = end;
    text.slots.addAll(kept);
    text.slots.addAll(others.get());
    return text;
  }

  private boolean isObject(Slot slot) {
    return utf8[slot.start()] == '{';
  }

  /** The elements that follow one in a list; empty when these bytes are no such part of a list. */
  private static Optional<List<Slot>> elements(byte[] content, int from, int to) {
    byte[] list = new byte[FIRST.length + to - from + 1];
    System.arraycopy(FIRST, 0, list, 0, FIRST.length);
    System.arraycopy(content, from, list, FIRST.length, to - from);
    list[list.length - 1] = ']';
    List<Slot> elements = new ArrayList<>();
    try (JsonParser json = JSON.createParser(list)) {
      json.nextToken();
      json.nextToken();
      json.skipChildren();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        elements.add(slot(json).movedBy(from - FIRST.length));
      }
      return json.nextToken() == null ? Optional.of(elements) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
  }

  /** The elements of the list of runs, usable or not, in their order. */
  List<Slot> slots() {
    return slots;
  }

  /** The number of its bytes. */
  int size() {
    return utf8.length;
  }

  /** One element as it stands in the text. */
  byte[] bytesOf(Slot slot) {
    return Arrays.copyOfRange(utf8, slot.start(), slot.end());
  }

  /** Writes the registry with only these of its elements, followed by new ones. */
  void write(OutputStream to, List<Slot> kept, List<byte[]> added) throws IOException {
    PythonJsonLayout layout = new PythonJsonLayout(to);
    layout.write(utf8, 0, runsStart + 1);
    boolean first = true;
    for (Slot slot : kept) {
      if (!first) {
        layout.write(',');
      }
      first = false;
      layout.write(utf8, slot.start(), slot.end());
    }
    for (byte[] entry : added) {
      if (!first) {
        layout.write(',');
      }
      first = false;
      layout.write(entry, 0, entry.length);
    }
    layout.write(utf8, runsEnd, utf8.length);
    layout.flush();
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
    if (runsEnd < 0) {
      throw new UnreadableFileException("has no list \"runs\"");
    }
  }

  private void runs(JsonParser json) throws IOException {
    // Of two lists with this name the later counts, as for every reader of JSON.
    slots.clear();
    runsStart = tokenStart(json);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      slots.add(slot(json));
    }
    runsEnd = tokenStart(json);
  }

  private static Slot slot(JsonParser json) throws IOException {
    int start = tokenStart(json);
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return new Slot(start, tokenEnd(json), null, null, false, "is no object; write it as {...}");
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
    return new Slot(start, tokenEnd(json), checkpoint, results, plain, fault);
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
