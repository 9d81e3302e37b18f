package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.papermetrics.annotations.AnnotationEdit;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Run;

/** JSON of the note on a run. */
public final class NoteJson {
  private NoteJson() {}

  /** The note on a run. */
  public static byte[] note(Run run, Annotation note) {
    return Json.bytes(
        1024,
        json -> {
          json.writeStartObject();
          json.writeStringField("id", run.id());
          json.writeStringField("checkpoint_path", run.checkpointPath());
          json.writeStringField("text", note.text());
          json.writeBooleanField("starred", note.starred());
          json.writeStringField("edited_at", note.editedAt());
          json.writeEndObject();
        });
  }

  /** A name for the content of a note, which another content does not have. */
  public static String tag(Annotation note) {
    String content = note.starred() + "\0" + note.editedAt() + "\0" + note.text();
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_16)).toString();
  }

  /**
   * What a request wants changed.
   *
   * @throws IOException when it is no JSON, or says nothing about a note
   */
  public static AnnotationEdit edit(byte[] body) throws IOException {
    String text = null;
    Boolean starred = null;
    try (JsonParser json = Json.factory().build().createParser(body)) {
      expect(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("text")) {
          expect(value == JsonToken.VALUE_STRING);
          text = json.getText();
        } else if (name.equals("starred")) {
          expect(value == JsonToken.VALUE_TRUE || value == JsonToken.VALUE_FALSE);
          starred = json.getBooleanValue();
        } else {
          json.skipChildren();
        }
      }
      expect(json.nextToken() == null);
    }
    expect(text != null || starred != null);
    return new AnnotationEdit(text, starred);
  }

  private static void expect(boolean met) throws IOException {
    if (!met) {
      throw new IOException("no change of a note");
    }
  }
}
