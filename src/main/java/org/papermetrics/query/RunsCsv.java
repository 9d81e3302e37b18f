package org.papermetrics.query;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * CSV by RFC 4180, as the page writes it: numbers with their own digits, nothing where a value is
 * missing. Text that a spreadsheet would take for a formula begins with an apostrophe.
 */
public final class RunsCsv implements AutoCloseable {
  /** What spreadsheets take for the beginning of a formula, unless it is a negative number. */
  private static final Pattern FORMULA =
      Pattern.compile(
          "(?!-[0-9]+(\\.[0-9]+)?(e[+-]?[0-9]+)?$)[=+\\-@\\t\\r\\n＝＋－＠].*",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  /** Half of a character, from a name that is no UTF-8. */
  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

  private final CsvGenerator csv;

  /** Begins on a stream, which stays open. */
  public RunsCsv(OutputStream out) throws IOException {
    csv =
        CsvFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build()
            .createGenerator(out);
    csv.setSchema(CsvSchema.emptySchema().withLineSeparator("\r\n"));
  }

  /** Writes the labels of the columns. */
  public void head(List<String> labels) throws IOException {
    // A line without a character is no row to most readers.
    csv.configure(CsvGenerator.Feature.ALWAYS_QUOTE_EMPTY_STRINGS, labels.size() == 1);
    row(labels.stream().<Value>map(Value.Text::new).toList());
  }

  /** Writes a row of numbers and texts; nothing stands where a value is null. */
  public void cells(List<? extends @Nullable Object> cells) throws IOException {
    List<Value> values = new ArrayList<>();
    for (Object cell : cells) {
      values.add(
          cell == null
              ? Value.missing()
              : cell instanceof Number number ? Value.of(number) : Value.text(cell.toString()));
    }
    row(values);
  }

  void row(List<Value> values) throws IOException {
    csv.writeStartArray();
    for (Value value : values) {
      if (value.isMissing()) {
        csv.writeString("");
      } else if (value instanceof Value.Digits digits) {
        csv.writeNumber(digits.text());
      } else {
        csv.writeString(safe(value.text()));
      }
    }
    csv.writeEndArray();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private static String safe(String text) {
    String whole = LONE_SURROGATE.matcher(text).replaceAll("\uFFFD");
    return FORMULA.matcher(whole).matches() ? "'" + whole : whole;
  }
}
