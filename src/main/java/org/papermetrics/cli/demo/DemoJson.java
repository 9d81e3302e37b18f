package org.papermetrics.cli.demo;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.papermetrics.files.Resources;

/** JSON laid out as Python's {@code json.dump(indent=2)} does. */
final class DemoJson {
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();
  private static final ObjectWriter WRITER =
      MAPPER.writer(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withObjectIndenter(LINES)
              .withArrayIndenter(LINES));

  private DemoJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** An object that is packed in the jar. */
  static ObjectNode packed(String name) {
    try {
      return MAPPER.readValue(Resources.file(name), ObjectNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is JSON", e);
    }
  }

  static String text(ObjectNode object) {
    try {
      return WRITER.writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
  }

  /** Writes piece by piece. */
  static JsonGenerator generator(Writer out) throws IOException {
    return WRITER.createGenerator(out);
  }
}
