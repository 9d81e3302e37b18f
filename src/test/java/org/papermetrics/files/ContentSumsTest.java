package org.papermetrics.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentSumsTest {
  private static ContentSums sums(String content) {
    ContentSums.Summing summing = new ContentSums.Summing(4);
    summing.add(content.getBytes(US_ASCII), 0, content.length());
    return summing.sums();
  }

  @ParameterizedTest
  @CsvSource({
    "aaaabbbbcc, aaaabbbbcc, 10",
    "aaaabbbbcc, aaaabbbbcx, 8",
    "aaaabbbbcc, aaaabbbbccc, 8",
    "aaaabbbbcc, aaaabbbbccccdddd, 8",
    "aaaabbbb, aaaabbbbcccc, 8",
    "aaaabbbb, aaaabbbb, 8",
    "aaaabbbb, aaaxbbbb, 0",
    "aa, aaaa, 0",
    "aa, aa, 2",
    "'', aaaa, 0",
    "'', '', 0",
    "aaaabbbbcc, aaaaxbbbcc, 4"
  })
  void theSamePartsAtTheStartAreSeen(String one, String other, long same) {
    assertThat(sums(one).sameBytes(sums(other))).isEqualTo(same);
    assertThat(sums(other).sameBytes(sums(one))).isEqualTo(same);
    assertThat(sums(one).equals(sums(other))).isEqualTo(one.equals(other));
  }

  @Property
  void thePiecesInWhichItComesDoNotMatter(
      @ForAll @AlphaChars @StringLength(max = 30) String content,
      @ForAll @IntRange(min = 1, max = 9) int piece) {
    byte[] bytes = content.getBytes(US_ASCII);
    ContentSums.Summing summing = new ContentSums.Summing(4);
    for (int i = 0; i < bytes.length; i += piece) {
      summing.add(bytes, i, Math.min(bytes.length, i + piece));
    }

    assertThat(summing.sums()).isEqualTo(sums(content)).hasSameHashCodeAs(sums(content));
    assertThat(summing.sums().size()).isEqualTo(content.length());
  }

  @Test
  void thePartsMayBeOfAnySizeButComparedOnlyWithTheSame() {
    ContentSums.Summing large = new ContentSums.Summing(8);
    large.add("aaaa".getBytes(US_ASCII), 0, 4);

    assertThat(large.sums()).isNotEqualTo(sums("aaaa"));
  }
}
