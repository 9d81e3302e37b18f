package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonObjectTest {
  private static final JsonObject OBJECT =
      new JsonObject(
          JsonText.EMPTY_OBJECT,
          Map.of(
              "max_steps",
              2000L,
              "big",
              new BigInteger("123456789012345678901234567890"),
              "full_finetuning",
              "true",
              "blank",
              "  ",
              "a.b",
              "with a dot",
              "ttt",
              Map.of(
                  "enable",
                  true,
                  "base_lr",
                  0.01,
                  "layers",
                  List.of(29L, 30L),
                  "inner",
                  Map.of("x", "deep"))));

  @Test
  void aDottedPathLeadsIntoObjects() {
    assertThat(OBJECT.at("ttt.base_lr")).contains(0.01);
    assertThat(OBJECT.string("ttt.inner.x")).contains("deep");
  }

  @Test
  void aKeyWithADotIsFoundFirst() {
    assertThat(OBJECT.string("a.b")).contains("with a dot");
  }

  @Test
  void aPathThroughSomethingThatIsNoObjectLeadsNowhere() {
    assertThat(OBJECT.at("max_steps.x")).isEmpty();
    assertThat(OBJECT.at("ttt.missing")).isEmpty();
    assertThat(OBJECT.at("missing.x")).isEmpty();
    assertThat(OBJECT.at("ttt.")).isEmpty();
    assertThat(OBJECT.at(".ttt")).isEmpty();
    assertThat(OBJECT.at("")).isEmpty();
  }

  @Test
  void aValueIsOfTheKindThatIsAskedForOrMissing() {
    assertThat(OBJECT.at("max_steps")).contains(2000L);
    assertThat(OBJECT.at("big")).contains(new BigInteger("123456789012345678901234567890"));
    assertThat(OBJECT.string("max_steps")).isEmpty();
    assertThat(OBJECT.list("ttt.layers")).isEqualTo(List.of(29L, 30L));
    assertThat(OBJECT.list("ttt")).isEmpty();
  }

  @Test
  void aBlankTextIsNone() {
    assertThat(OBJECT.string("blank")).isEmpty();
  }
}
