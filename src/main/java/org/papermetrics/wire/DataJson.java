package org.papermetrics.wire;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import org.papermetrics.model.ProgramVersion;
import org.papermetrics.model.PythonTime;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/**
 * The data file, in the pieces it is put together from: {@link #head}, then {@link RunJson#whole}
 * of every run with {@link #BETWEEN} between them, then {@link #TAIL}. One run stands on one line.
 */
public final class DataJson {
  /** The version of the data file's shape. */
  public static final String SCHEMA_VERSION = "1.0";

  private static final byte[] BETWEEN = ",\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] TAIL = "\n]}\n".getBytes(StandardCharsets.UTF_8);

  private DataJson() {}

  /** What stands between two runs; not to be changed. */
  public static byte[] between() {
    return BETWEEN;
  }

  /** What stands after the last run; not to be changed. */
  public static byte[] tail() {
    return TAIL;
  }

  /**
   * Everything before the first run.
   *
   * @throws DamagedJsonException when a stored text in it is damaged
   */
  public static byte[] head(Snapshot snapshot, ZoneId zone) {
    Run baseline = snapshot.baseline();
    if (baseline != null) {
      Json.check("the baseline", baseline.metrics());
    }
    byte[] object =
        Json.bytes(
            16 * 1024,
            json -> {
              json.writeStartObject();
              json.writeStringField("schema_version", SCHEMA_VERSION);
              json.writeObjectFieldStart("metadata");
              LocalDateTime at =
                  LocalDateTime.ofInstant(snapshot.at(), zone).truncatedTo(ChronoUnit.MICROS);
              json.writeStringField("generated_at", PythonTime.isoFormat(at));
              json.writeStringField("program_version", ProgramVersion.current());
              if (!snapshot.epoch().isEmpty()) {
                json.writeStringField("epoch", snapshot.epoch());
                json.writeNumberField("revision", snapshot.revision());
              }
              json.writeNumberField("total_runs", snapshot.runs().size());
              BoardJson.places(json, snapshot.roots(), zone);
              BoardJson.metrics(json, snapshot.metrics());
              json.writeEndObject();
              if (baseline == null) {
                json.writeNullField("baseline");
              } else {
                json.writeObjectFieldStart("baseline");
                json.writeStringField("id", baseline.id());
                json.writeStringField("name", baseline.name());
                Json.field(json, "metrics", baseline.metrics());
                ProgressionText.write(json, baseline.progression());
                json.writeEndObject();
              }
              json.writeEndObject();
            });
    String text = new String(object, StandardCharsets.UTF_8);
    return (text.substring(0, text.length() - 1) + ",\"runs\":[\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
