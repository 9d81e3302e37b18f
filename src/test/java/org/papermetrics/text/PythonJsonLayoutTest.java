package org.papermetrics.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PythonJsonLayoutTest {
  private static String laidOut(String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PythonJsonLayout layout = new PythonJsonLayout(out);
    layout.write(bytes, 0, bytes.length);
    layout.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itIsIndentedAsPythonDoes() throws IOException {
    assertThat(
            laidOut(
                "{\"a\":[1,{\"b\" :\"c, {\\\"}\"}],\n\"d\":[],\t\r\"e\":{ },\"f\":[\"\\\\\",2]}"))
        .isEqualTo(
            """
            {
              "a": [
                1,
                {
                  "b": "c, {\\"}"
                }
              ],
              "d": [],
              "e": {},
              "f": [
                "\\\\",
                2
              ]
            }""");
  }

  @Test
  void depthHasNoLimit() throws IOException {
    int depth = 50;
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      expected.append("[\n").append("  ".repeat(i + 1));
    }
    expected.append('1');
    for (int i = depth; i > 0; i--) {
      expected.append('\n').append("  ".repeat(i - 1)).append(']');
    }

    assertThat(laidOut("[".repeat(depth) + 1 + "]".repeat(depth))).isEqualTo(expected.toString());
  }
}
