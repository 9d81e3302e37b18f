package org.papermetrics.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Charts under fingers: two zoom, one moves or marks, and up and down scrolls the page. */
@Tag("browser")
class FingersPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  @Test
  void fingersZoomAndMoveIt() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(10), 0, null));
    Page page =
        BROWSER.page(new Browser.NewContextOptions().setViewportSize(1280, 800).setHasTouch(true));
    page.navigate(daemon.address() + "#panel=open&tab=context");
    Charts charts = new Charts(page).select(0);
    BoundingBox box = charts.chart("context").boundingBox();
    double y = box.y + box.height / 2;
    double middle = box.x + box.width / 2;
    CDPSession fingers = page.context().newCDPSession(page);
    touch(fingers, "touchStart", y, middle - 60, middle + 60);
    touch(fingers, "touchMove", y, middle - 90, middle + 90);
    touch(fingers, "touchMove", y, middle - 120, middle + 120);
    touch(fingers, "touchEnd", y);
    assertThat(page).hasURL(Pattern.compile("zoom=\\d+%7E\\d+"));
    // The address follows the fingers on their way.
    page.waitForCondition(() -> zoom(page)[1] - zoom(page)[0] < 26_000);
    double[] closer = zoom(page);
    assertThat(closer[1] - closer[0]).isBetween(18_000.0, 26_000.0);
    touch(fingers, "touchStart", y, middle);
    touch(fingers, "touchMove", y, middle + 40);
    touch(fingers, "touchMove", y, middle + 80);
    touch(fingers, "touchEnd", y);
    assertThat(page).not().hasURL(Pattern.compile("zoom=%.0f%%7E".formatted(closer[0])));
    double[] moved = zoom(page);
    assertThat(moved[0]).isLessThan(closer[0]);
    assertThat(moved[1] - moved[0]).isCloseTo(closer[1] - closer[0], within(2.0));
    charts.chart("context").dblclick();
    assertThat(page).not().hasURL(Pattern.compile("zoom="));
  }

  @Test
  void oneMarksAPartOfAnAxisAndBesideItScrollsThePage() {
    FakeDaemon daemon = BROWSER.keep(new FakeDaemon(SampleBoard.of(10), 0, null));
    Page page =
        BROWSER.page(new Browser.NewContextOptions().setViewportSize(390, 800).setHasTouch(true));
    page.navigate(daemon.address() + "#place=explore&open=parallel");
    assertThat(page.locator(".strands .chart canvas")).hasCount(1);
    new Charts(page).settle();
    page.locator(".strands .chart").scrollIntoViewIfNeeded();
    BoundingBox box = page.locator(".strands .chart").boundingBox();
    CDPSession fingers = page.context().newCDPSession(page);
    // If the page scrolled, it would take the finger away, and nothing be marked.
    swipe(fingers, box.x + 52, box.y + box.height * 0.6, -80);
    assertThat(page).hasURL(Pattern.compile("ranges=sblimp"));
    String marked = page.url();
    BoundingBox after = page.locator(".strands .chart").boundingBox();
    double before = scrolled(page);
    double between = after.x + 52 + (after.width - 52 - 64) / 10;
    swipe(fingers, between, after.y + after.height * 0.6, 80);
    page.waitForCondition(() -> scrolled(page) < before - 20);
    assertThat(page.url()).isEqualTo(marked);
  }

  /** How far the page is scrolled, in pixels. */
  private static double scrolled(Page page) {
    String scroll =
        "[...document.querySelectorAll('*')].reduce((sum, one) => sum + one.scrollTop, 0)";
    return ((Number) page.evaluate(scroll)).doubleValue();
  }

  private static void swipe(CDPSession fingers, double x, double y, double by) {
    touch(fingers, "touchStart", y, x);
    for (int i = 1; i <= 4; i++) {
      touch(fingers, "touchMove", y + i * by / 4, x);
    }
    touch(fingers, "touchEnd", y);
  }

  private static void touch(CDPSession fingers, String type, double y, double... xs) {
    JsonArray points = new JsonArray();
    for (int i = 0; i < xs.length; i++) {
      JsonObject point = new JsonObject();
      point.addProperty("x", xs[i]);
      point.addProperty("y", y);
      point.addProperty("id", i);
      points.add(point);
    }
    JsonObject event = new JsonObject();
    event.addProperty("type", type);
    event.add("touchPoints", points);
    fingers.send("Input.dispatchTouchEvent", event);
  }

  private static double[] zoom(Page page) {
    return Arrays.stream(page.url().replaceAll(".*zoom=(\\d+%7E\\d+).*", "$1").split("%7E"))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }
}
