package org.papermetrics.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.papermetrics.model.Run;

/** Result of a query, with the selected fields. Values are read when they are written. */
public final class QueryResult {
  private final int matched;
  private final List<Run> runs;
  private final Optional<List<Field>> fields;
  private final List<Column> standard;

  /** A field under a label. */
  record Column(String label, Field field) {}

  QueryResult(int matched, List<Run> runs, Optional<List<Field>> fields, List<Column> standard) {
    this.matched = matched;
    this.runs = runs;
    this.fields = fields;
    this.standard = standard;
  }

  /** How many runs were found, whatever the limit. */
  public int matched() {
    return matched;
  }

  /** Those that are shown, in their order. */
  public List<Run> runs() {
    return runs;
  }

  /** Whether only some fields of each run are shown. */
  public boolean hasFields() {
    return fields.isPresent();
  }

  /** The names of the fields that are shown of each run; empty when whole runs are. */
  public List<String> fields() {
    return fields.orElse(List.of()).stream().map(Field::name).toList();
  }

  /** What these fields are of every run, in characters; empty where it is missing. */
  public List<List<Optional<String>>> texts() {
    List<Field> shown = fields.orElse(List.of());
    RunValues.Reader reader = new RunValues.Reader(shown);
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (Run run : runs) {
      RunValues values = reader.of(run);
      rows.add(
          shown.stream()
              .map(field -> field.of(values))
              .map(
                  value -> value.isMissing() ? Optional.<String>empty() : Optional.of(value.text()))
              .toList());
    }
    return rows;
  }

  /** Writes the fields of every run as an object, without those that are missing. */
  public void writeFields(JsonGenerator json) throws IOException {
    List<Field> shown = fields.orElse(List.of());
    RunValues.Reader reader = new RunValues.Reader(shown);
    for (Run run : runs) {
      RunValues values = reader.of(run);
      json.writeStartObject();
      for (Field field : shown) {
        Value value = field.of(values);
        if (!value.isMissing()) {
          json.writeFieldName(field.name());
          value.write(json);
        }
      }
      json.writeEndObject();
    }
  }

  /** Writes the runs as CSV, with the page's columns unless fields were chosen. */
  public void writeCsv(OutputStream out) throws IOException {
    List<Column> columns =
        fields.map(all -> all.stream().map(f -> new Column(f.name(), f)).toList()).orElse(standard);
    RunValues.Reader reader = new RunValues.Reader(columns.stream().map(Column::field).toList());
    try (RunsCsv csv = new RunsCsv(out)) {
      csv.head(columns.stream().map(Column::label).toList());
      for (Run run : runs) {
        RunValues values = reader.of(run);
        csv.row(columns.stream().map(column -> column.field().of(values)).toList());
      }
    }
  }
}
