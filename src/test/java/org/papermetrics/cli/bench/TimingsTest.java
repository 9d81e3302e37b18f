package org.papermetrics.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimingsTest {
  private static Timings millis(long... millis) {
    return new Timings(LongStream.of(millis).map(m -> m * 1_000_000).boxed().toList());
  }

  @Test
  void haveAMedianATailAndAWorst() {
    Timings hundred = millis(LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());

    assertThat(hundred.median()).isEqualTo(50);
    assertThat(hundred.p99()).isEqualTo(99);
    assertThat(hundred.worst()).isEqualTo(100);
  }

  @Test
  void ofAnOddNumberHaveTheMiddleOneAsMedian() {
    assertThat(millis(3, 1, 2).median()).isEqualTo(2);
    assertThat(millis(3, 1, 2).p99()).isEqualTo(3);
  }

  @Test
  void ofOneAreThatOne() {
    assertThat(millis(7).median()).isEqualTo(7);
    assertThat(millis(7).p99()).isEqualTo(7);
  }

  @Test
  void ofNothingAreNone() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Timings(List.of()));
  }
}
