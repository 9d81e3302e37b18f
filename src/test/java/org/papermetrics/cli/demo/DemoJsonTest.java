package org.papermetrics.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoJsonTest {
  @Test
  void everyStringComesBackAsItWas() throws Exception {
    String text =
        "quote \" backslash \\ line\n tab\t bell\u0007 e acute \u00e9 emoji \ud83d\ude00 </script>";

    JsonNode read = new ObjectMapper().readTree(new DemoJson().with(text, text).toString());

    assertThat(read.fieldNames().next()).isEqualTo(text);
    assertThat(read.get(text).textValue()).isEqualTo(text);
  }

  @Test
  void looksAsPythonLaysItOut() {
    DemoJson json =
        new DemoJson()
            .with("step", 7)
            .with("rate", 0.5)
            .with("none", null)
            .with("list", List.of(1, new DemoJson().with("yes", true)))
            .with("empty", new DemoJson())
            .with("nothing", List.of());

    assertThat(json.toString())
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

  @Test
  void refusesWhatJsonCannotSay() {
    assertThatThrownBy(() -> new DemoJson().with("loss", Double.NaN).toString())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DemoJson().with("thing", new Object()).toString())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
