package org.papermetrics.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
  private static final String CHARACTERS = "a\u00e9\u20ac\ud83d\ude00";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8188, 8189, 8190, 8191, 8192, 8193, 16_383})
  void textOfAnyLengthIsText(int before) {
    String text = "x".repeat(before) + CHARACTERS.repeat(2000);

    assertThatCode(() -> Utf8.check(text.getBytes(UTF_8))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8189, 8190, 8191, 8192, 8193, 16_383, 20_000})
  void theFirstByteThatIsNoTextIsNamed(int before) {
    byte[] text = ("x".repeat(before) + CHARACTERS.repeat(2000)).getBytes(UTF_8);
    byte[] wrong = text.clone();
    wrong[before] = (byte) 0xff;
    byte[] cut = Arrays.copyOf(text, before + 5);

    assertThatThrownBy(() -> Utf8.check(wrong)).hasMessage("is no text in UTF-8 at byte " + before);
    assertThatThrownBy(() -> Utf8.check(cut))
        .hasMessage("is no text in UTF-8 at byte " + (before + 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 8191, 8192, 20_000})
  void zeroBytesAreNoText(int before) {
    byte[] text = "x".repeat(before + 1).getBytes(UTF_8);
    text[before] = 0;

    assertThatThrownBy(() -> Utf8.check(text)).hasMessage("is binary, not text in UTF-8");
  }
}
