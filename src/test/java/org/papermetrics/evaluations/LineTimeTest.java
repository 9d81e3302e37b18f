package org.papermetrics.evaluations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineTimeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025-10-20 10:00:01,250 - INFO - x|2025-10-20T10:00:01.250",
        "2025-10-20T10:00:01.250 x|2025-10-20T10:00:01.250",
        "2025-10-20 10:00:01|2025-10-20T10:00:01",
        "2024-02-29 23:59:59,xyz|2024-02-29T23:59:59",
      })
  void theTimeAtTheStartOfALine(String line, LocalDateTime expected) {
    byte[] bytes = line.getBytes(UTF_8);
    assertThat(LineTime.of(bytes, 0, bytes.length))
        .isEqualTo(expected.toInstant(ZoneOffset.UTC).toEpochMilli());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2025-10-20",
        "at 2025-10-20 10:00:01",
        "2025-02-29 10:00:01",
        "2025-13-01 10:00:01",
        "2025-10-32 10:00:01",
        "2025-10-20 24:00:01",
        "2025/10/20 10:00:01"
      })
  void otherTextIsNoTime(String line) {
    byte[] bytes = line.getBytes(UTF_8);
    assertThat(LineTime.of(bytes, 0, bytes.length)).isEqualTo(LineTime.NONE);
  }
}
