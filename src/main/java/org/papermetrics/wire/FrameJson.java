package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.papermetrics.model.Change;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Run;

/** The frames of the live protocol. */
public final class FrameJson {
  private FrameJson() {}

  /**
   * The first frame of every connection.
   *
   * @param revision what the page has once it has applied the frames that follow at once
   * @param reset whether the page must fetch the runs again
   */
  public static byte[] hello(String epoch, long revision, boolean reset) {
    return Json.bytes(
        128,
        json -> {
          json.writeStartObject();
          greet(json, epoch, revision, reset);
          json.writeEndObject();
        });
  }

  /**
   * What the live protocol would send at once, in one answer.
   *
   * @param revision of the board; there is more to ask for when the last update is an earlier one
   * @param reset whether the page must fetch the runs again
   * @param updates frames in their order, as {@link #update} made them
   */
  public static byte[] changes(String epoch, long revision, boolean reset, List<byte[]> updates) {
    return Json.bytes(
        256,
        json -> {
          json.writeStartObject();
          greet(json, epoch, revision, reset);
          json.writeArrayFieldStart("updates");
          for (byte[] update : updates) {
            json.writeRawValue(new String(update, StandardCharsets.UTF_8));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void greet(JsonGenerator json, String epoch, long revision, boolean reset)
      throws IOException {
    json.writeStringField("type", "hello");
    json.writeStringField("epoch", epoch);
    json.writeNumberField("revision", revision);
    json.writeBooleanField("reset", reset);
  }

  /** The frame of one change; baseline, evaluations and counts only when they changed. */
  public static byte[] update(Change change) {
    return Json.bytes(
        4096,
        json -> {
          json.writeStartObject();
          json.writeStringField("type", "update");
          json.writeNumberField("revision", change.to().revision());
          json.writeArrayFieldStart("changed");
          for (Run run : change.changed()) {
            RunJson.summary(json, run);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("removed");
          for (String id : change.removed()) {
            json.writeString(id);
          }
          json.writeEndArray();
          if (change.baselineChanged()) {
            json.writeStringField("baseline", change.to().baselineId());
          }
          if (change.evaluatingChanged()) {
            json.writeObjectFieldStart("evaluating");
            json.writeArrayFieldStart("changed");
            for (Evaluation evaluation : change.evaluationsChanged()) {
              EvaluationJson.summary(json, evaluation);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("removed");
            for (String key : change.evaluationsRemoved()) {
              json.writeString(key);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          if (change.problemsChanged()) {
            json.writeNumberField("problems", change.to().problems().size());
          }
          if (change.leftOutChanged()) {
            json.writeNumberField("left_out", change.to().leftOut().size());
          }
          json.writeEndObject();
        });
  }
}
