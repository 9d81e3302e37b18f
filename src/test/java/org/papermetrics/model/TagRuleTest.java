package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.papermetrics.aggregate.Configs;

class TagRuleTest {
  private static boolean holds(Object equal, String value) {
    return new TagRule("t", "a", equal).holds(Configs.object("{\"a\":" + value + "}"));
  }

  @Test
  void textsAndBooleansAreEqualAsTheyAre() {
    assertThat(holds("x", "\"x\"")).isTrue();
    assertThat(holds("x", "\"X\"")).isFalse();
    assertThat(holds(true, "true")).isTrue();
    assertThat(holds("true", "true")).isFalse();
    assertThat(holds(false, "null")).isFalse();
  }

  @Test
  void numbersAreEqualByValue() {
    assertThat(holds(1, "1.0")).isTrue();
    assertThat(holds(0.5, "5e-1")).isTrue();
    assertThat(holds(1, "2")).isFalse();
    assertThat(holds(1, "true")).isFalse();
  }

  @Test
  void textIsReadAsWhatItSays() {
    assertThat(holds(true, "\"True\"")).isTrue();
    assertThat(holds(true, "\"yes\"")).isFalse();
    assertThat(holds(false, "\"true\"")).isFalse();
    assertThat(holds(0.01, "\"1e-2\"")).isTrue();
    assertThat(holds("0.01", "\"1e-2\"")).isFalse();
    assertThat(holds(0, "-0.0")).isTrue();
  }

  @Test
  void listsAreEqualItemByItem() {
    assertThat(holds(List.of(29, "x"), "[29.0,\"x\"]")).isTrue();
    assertThat(holds(List.of(29), "[29,30]")).isFalse();
    assertThat(holds(List.of(29, 30), "[30,29]")).isFalse();
  }

  @Test
  void anObjectIsNeverAskedFor() {
    assertThat(holds(Map.of("b", 1L), "{\"b\":1}")).isFalse();
  }

  @Test
  void aRuleHasATagAndAPath() {
    assertThatThrownBy(() -> new TagRule(" ", "a", 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TagRule("t", "", 1)).isInstanceOf(IllegalArgumentException.class);
  }
}
