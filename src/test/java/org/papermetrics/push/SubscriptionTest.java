package org.papermetrics.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The life of a page as a table: what happens, when, and what is to be done then. */
class SubscriptionTest {
  private static final Limits LIMITS =
      new Limits(
          3,
          1000,
          1000,
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(1));

  private final ChangeLog log = new ChangeLog("E", 0, Collections.emptyNavigableMap(), LIMITS);
  private final Subscription page = new Subscription(log, LIMITS, log.hello("E", 0L), 0);
  private long revision;

  private String next(double seconds) {
    Subscription.Step step = page.next((long) (seconds * 1e9));
    if (step instanceof Subscription.Send send) {
      String text = StandardCharsets.UTF_8.decode(send.frame().buffer()).toString();
      return "send " + send.number() + " " + text.replaceAll("\\{.*reset\":(\\w+)}", "hello $1");
    }
    if (step instanceof Subscription.Ping ping) {
      return "ping " + ping.number();
    }
    return step instanceof Subscription.Drop drop ? "drop: " + drop.why() : "rest";
  }

  private void publish(int changes) {
    for (int i = 0; i < changes; i++) {
      revision++;
      log.append(revision, ("f" + revision).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Does what is to be done at a time until there is nothing more, each frame leaving at once. */
  private List<String> drain(double seconds) {
    List<String> steps = new ArrayList<>();
    String step = next(seconds);
    while (!step.equals("rest")) {
      steps.add(step);
      page.sent(Long.parseLong(step.replaceAll("\\w+ (\\d+).*", "$1")));
      step = next(seconds);
    }
    return steps;
  }

  @Test
  void helloComesFirstThenEachChangeOnce() {
    publish(2);

    assertThat(drain(0)).containsExactly("send 1 hello false", "send 2 f1", "send 3 f2");
    publish(1);
    assertThat(drain(1)).containsExactly("send 4 f3");
    assertThat(drain(2)).isEmpty();
  }

  @Test
  void oneFrameIsUnderWayAtATime() {
    publish(1);

    assertThat(next(0)).isEqualTo("send 1 hello false");
    assertThat(next(0)).isEqualTo("rest");
    assertThat(page.underWay()).isTrue();
    page.sent(1);
    assertThat(page.underWay()).isFalse();
    assertThat(next(0)).isEqualTo("send 2 f1");
    assertThat(next(0)).isEqualTo("rest");
  }

  @Test
  void aFrameReportedTwiceOrLateCountsOnce() {
    publish(2);
    next(0);
    page.sent(1);
    next(0);

    page.sent(1);
    assertThat(next(0)).isEqualTo("rest");
    page.sent(7);
    assertThat(next(0)).isEqualTo("rest");
    page.sent(2);
    assertThat(next(0)).isEqualTo("send 3 f2");
  }

  @Test
  void aPageTooFarBehindIsResetOnceAndGoesOn() {
    next(0);
    publish(9);
    page.sent(1);

    assertThat(next(0)).isEqualTo("send 2 hello true");
    publish(1);
    page.sent(2);
    assertThat(drain(0)).containsExactly("send 3 f10");
  }

  @Test
  void aFrameThatDoesNotLeaveEndsThePage() {
    next(10);

    assertThat(next(15)).isEqualTo("rest");
    assertThat(next(15.001)).isEqualTo("drop: it does not read");
  }

  @Test
  void aPingIsAFrameLikeOthers() {
    drain(0);

    assertThat(next(19.9)).isEqualTo("rest");
    assertThat(next(20)).isEqualTo("ping 2");
    publish(1);
    assertThat(next(21)).isEqualTo("rest");
    page.sent(2);
    assertThat(next(21)).isEqualTo("send 3 f1");
    page.sent(3);
    assertThat(next(39.9)).isEqualTo("rest");
    assertThat(next(40)).isEqualTo("ping 4");
    assertThat(next(45.1)).isEqualTo("drop: it does not read");
  }

  @Test
  void aPageIsPingedAlsoWhileChangesFlow() {
    drain(0);
    publish(1);

    assertThat(drain(20)).containsExactly("ping 2", "send 3 f1");
  }

  @Test
  void aSilentPageIsGivenUp() {
    drain(0);
    drain(20);
    drain(40);

    assertThat(next(60)).isEqualTo("ping 4");
    page.sent(4);
    assertThat(next(60.001)).isEqualTo("drop: it does not answer");
  }

  @Test
  void aPageThatAnswersStays() {
    drain(0);
    for (int seconds = 20; seconds <= 600; seconds += 20) {
      assertThat(drain(seconds)).hasSize(1);
      page.heard((long) ((seconds + 0.1) * 1e9));
    }
  }
}
