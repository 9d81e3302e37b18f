package org.papermetrics.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private static final Limits LIMITS =
      new Limits(
          4,
          100,
          50,
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1));

  private final ChangeLog log = new ChangeLog("E", 10, Collections.emptyNavigableMap(), LIMITS);

  private static byte[] bytes(int length) {
    return "x".repeat(length).getBytes(StandardCharsets.UTF_8);
  }

  private static String text(@Nullable Frame frame) {
    return frame == null ? "-" : StandardCharsets.UTF_8.decode(frame.buffer()).toString();
  }

  private void append(int count) {
    for (long revision = 11; revision < 11 + count; revision++) {
      log.append(revision, ("f" + revision).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void helloGoesOnFromWhereThePageIs() {
    append(3);

    Frame hello = log.hello("E", 11L);

    assertThat(text(hello))
        .isEqualTo("{\"type\":\"hello\",\"epoch\":\"E\",\"revision\":13,\"reset\":false}");
    assertThat(hello.position()).isEqualTo(11);
    assertThat(text(log.after(11))).isEqualTo("f12");
    assertThat(text(log.after(12))).isEqualTo("f13");
    assertThat(log.after(13)).isNull();
  }

  @Test
  void whoAsksGetsWhatHasComeSinceInOrderAsFarAsOneFrameMayBe() {
    for (long revision = 11; revision <= 13; revision++) {
      log.append(revision, ("{\"r\":" + revision + "}").getBytes(StandardCharsets.UTF_8));
    }
    String head = "{\"type\":\"hello\",\"epoch\":\"E\",\"revision\":";
    assertThat(since("E", 11L))
        .isEqualTo(head + "13,\"reset\":false,\"updates\":[{\"r\":12},{\"r\":13}]}");
    assertThat(since("E", 13L)).isEqualTo(head + "13,\"reset\":false,\"updates\":[]}");
    assertThat(since("F", 13L)).isEqualTo(head + "13,\"reset\":true,\"updates\":[]}");
    assertThat(since("E", 9L)).contains("\"reset\":true");
    assertThat(since("E", null)).contains("\"reset\":true");
    String large = "\"" + "x".repeat(48) + "\"";
    log.append(14, large.getBytes(StandardCharsets.UTF_8));
    log.append(15, "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(since("E", 13L)).contains("\"revision\":15").endsWith("[" + large + "]}");
  }

  private String since(String epoch, @Nullable Long revision) {
    return new String(log.since(epoch, revision), StandardCharsets.UTF_8);
  }

  @Test
  void thePositionBeforeTheOldestChangeIsStillKnown() {
    append(6);

    assertThat(text(log.hello("E", 12L))).contains("\"reset\":false");
    assertThat(text(log.hello("E", 11L))).contains("\"reset\":true");
  }

  @Test
  void helloResetsAPageThatNamesNothingKnown() {
    append(3);
    String reset = "{\"type\":\"hello\",\"epoch\":\"E\",\"revision\":13,\"reset\":true}";

    for (Frame hello :
        new Frame[] {
          log.hello(null, null),
          log.hello("E", null),
          log.hello(null, 13L),
          log.hello("other", 13L),
          log.hello("E", 14L),
          log.hello("E", 9L),
          log.hello("E", -1L),
          log.hello("E", Long.MIN_VALUE),
          log.hello("E", Long.MAX_VALUE)
        }) {
      assertThat(text(hello)).isEqualTo(reset);
      assertThat(hello.position()).isEqualTo(13);
    }
  }

  @Test
  void aPageThatFellOutOfTheLogIsReset() {
    append(6);

    Frame frame = log.after(10);

    assertThat(text(frame)).contains("\"revision\":16,\"reset\":true");
    assertThat(frame).isNotNull().extracting(Frame::position).isEqualTo(16L);
  }

  @Test
  void theLogIsBoundedInBytes() {
    log.append(11, bytes(40));
    log.append(12, bytes(40));
    log.append(13, bytes(40));

    assertThat(log.bytes()).isEqualTo(80);
    assertThat(text(log.after(10))).contains("\"reset\":true");
    assertThat(text(log.after(11))).hasSize(40);
  }

  @Test
  void aVeryLargeChangeResetsEverybody() {
    append(2);
    log.append(13, bytes(51));

    assertThat(log.bytes()).isZero();
    assertThat(text(log.after(12))).contains("\"revision\":13,\"reset\":true");
    assertThat(log.after(13)).isNull();

    log.append(14, bytes(50));
    assertThat(text(log.after(13))).hasSize(50);
  }

  @Test
  void revisionsFollowOneAnother() {
    append(1);

    assertThatThrownBy(() -> log.append(13, bytes(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("revision 13 does not follow 11");
    assertThatThrownBy(() -> log.append(11, bytes(1))).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLogGoesOnFromEarlierChanges() {
    TreeMap<Long, byte[]> earlier = new TreeMap<>();
    earlier.put(9L, bytes(3));
    earlier.put(10L, bytes(4));
    ChangeLog later = new ChangeLog("E", 10, earlier, LIMITS);

    assertThat(later.hello("E", 8L).position()).isEqualTo(8);
    assertThat(text(later.after(8))).isEqualTo("xxx");
    assertThat(text(later.hello("E", 7L))).contains("\"reset\":true");
    later.append(11, bytes(1));
    assertThat(text(later.after(10))).isEqualTo("x");
  }

  @Test
  void aChangeThatIsTooLargeToBeToldResetsEveryPage() {
    append(2);
    log.skip(13);

    assertThat(text(log.after(12)))
        .isEqualTo("{\"type\":\"hello\",\"epoch\":\"E\",\"revision\":13,\"reset\":true}");
    assertThat(text(log.hello("E", 12L))).contains("\"reset\":true");
    assertThat(text(log.hello("E", 13L))).contains("\"reset\":false");
  }

  @Test
  void aNewCountResetsEveryPageAndKnowsNoneOfTheOldOnes() {
    append(2);
    log.renew("F", 13);

    assertThat(text(log.after(12)))
        .isEqualTo("{\"type\":\"hello\",\"epoch\":\"F\",\"revision\":13,\"reset\":true}");
    assertThat(text(log.hello("E", 13L))).contains("\"reset\":true");
    assertThat(log.bytes()).isZero();
    log.append(14, bytes(2));
    assertThat(text(log.after(13))).isEqualTo("xx");
  }
}
