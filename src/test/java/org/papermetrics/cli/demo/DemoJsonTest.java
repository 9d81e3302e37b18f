package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class DemoJsonTest {
  @Test
  void everyStringComesBackAsItWasInAscii() throws Exception {
    String text =
        "quote \" backslash \\ line\n tab\t bell\u0007 e acute \u00e9 emoji \ud83d\ude00 </script>";

    String json = DemoJson.text(DemoJson.object().put(text, text));
    JsonNode read = new ObjectMapper().readTree(json);

    assertThat(read.fieldNames().next()).isEqualTo(text);
    assertThat(read.get(text).textValue()).isEqualTo(text);
    assertThat(json).contains("\\u00e9", "\\ud83d\\ude00").isASCII();
  }

  @Test
  void looksAsPythonLaysItOut() {
    ObjectNode json = DemoJson.object().put("step", 7).put("rate", 0.5).putNull("none");
    json.putArray("list").add(1).addObject().put("yes", true);
    json.putObject("empty");
    json.putArray("nothing");

    assertThat(DemoJson.text(json))
        .isEqualTo(
            """
            {
              "step": 7,
              "rate": 0.5,
              "none": null,
              "list": [
                1,
                {
                  "yes": true
                }
              ],
              "empty": {},
              "nothing": []
            }""");
  }
}
