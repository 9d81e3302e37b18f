package org.papermetrics.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferingPartTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0, 0, 0",
    "abc, abc, 3, 3, 3",
    "abc, axc, 1, 2, 2",
    "abc, abxc, 2, 2, 3",
    "abc, ac, 1, 2, 1",
    "aa, aaa, 2, 2, 3",
    "abcd, axcy, 1, 4, 4",
    "'', abc, 0, 0, 3",
    "abc, '', 0, 3, 0"
  })
  void itIsAsShortAsItCanBe(String before, String after, int start, int end, int newEnd) {
    assertThat(DifferingPart.of(objects(before), objects(after)))
        .isEqualTo(new DifferingPart(start, end, newEnd));
  }

  /** Characters of ASCII are the same objects each time. */
  private static List<Character> objects(String text) {
    return text.chars().mapToObj(c -> Character.valueOf((char) c)).toList();
  }

  @Test
  void whatIsOnlyEqualDiffers() {
    List<Removal> before = List.of(Removal.of(RunKey.ofCheckpoint("/a"), null));

    assertThat(DifferingPart.of(before, List.of(Removal.of(RunKey.ofCheckpoint("/a"), null))))
        .isEqualTo(new DifferingPart(0, 1, 1));
    assertThat(DifferingPart.of(before, before)).isEqualTo(new DifferingPart(1, 1, 1));
  }
}
