package org.papermetrics.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The texts of a drawing with their boxes, and the size of the drawing. */
record Texts(double width, double height, List<Text> texts) {

  /** A text and its box in pixels. */
  record Text(String text, double left, double top, double right, double bottom) {
    private boolean meets(Text other) {
      return left < other.right - 1
          && other.left < right - 1
          && top < other.bottom - 1
          && other.top < bottom - 1;
    }
  }

  /** Those of a chart on the page. */
  static Texts ofChart(Page page, String key) {
    return of(
        page.evaluate(
            """
            async (key) => {
              const { getInstanceByDom } = await import('echarts');
              const chart = getInstanceByDom(document.querySelector(`.${key} .plot`));
              const spans = chart.getZr().storage.getDisplayList(true)
                .filter((item) => item.type === 'tspan' && !item.invisible && !item.ignore);
              return [chart.getWidth(), chart.getHeight(), spans.map((span) => {
                const box = span.getBoundingRect().clone();
                // The library takes a text for lower than its letters are.
                const size = parseFloat(/([\\d.]+)px/.exec(span.style.font)[1]);
                box.y += (box.height - size) / 2;
                box.height = size;
                box.applyTransform(span.getComputedTransform() ?? [1, 0, 0, 1, 0, 0]);
                return [span.style.text, box.x, box.y, box.x + box.width, box.y + box.height];
              })];
            }""",
            key));
  }

  /** Those of an SVG file, as the browser draws it. */
  static Texts ofSvg(Page page, String svg) {
    return of(
        page.evaluate(
            """
            (svg) => {
              const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
              root.style = 'position:fixed;left:0;top:0';
              document.body.append(root);
              const whole = root.getBoundingClientRect();
              const texts = [...root.querySelectorAll('text')].map((text) => {
                const { left, top, right, bottom } = text.getBoundingClientRect();
                return [text.textContent, left, top, right, bottom];
              });
              root.remove();
              return [whole.width, whole.height, texts];
            }""",
            svg));
  }

  private static Texts of(Object answer) {
    List<?> parts = (List<?>) answer;
    List<Text> texts = new ArrayList<>();
    for (Object one : (List<?>) parts.get(2)) {
      List<?> text = (List<?>) one;
      texts.add(
          new Text(
              (String) text.get(0),
              number(text.get(1)),
              number(text.get(2)),
              number(text.get(3)),
              number(text.get(4))));
    }
    return new Texts(number(parts.get(0)), number(parts.get(1)), texts);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** Fails where a text is not wholly in the drawing. */
  Texts areInside(String where) {
    assertThat(texts).as(where).isNotEmpty();
    assertThat(texts)
        .as("%s, %s × %s", where, width, height)
        .allMatch(
            text ->
                text.left >= 0 && text.top >= 0 && text.right <= width && text.bottom <= height);
    return this;
  }

  /** Fails where two texts lie on each other. */
  Texts areApart(String where) {
    List<Map.Entry<String, String>> met = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      for (Text other : texts.subList(i + 1, texts.size())) {
        if (texts.get(i).meets(other)) {
          met.add(Map.entry(texts.get(i).text, other.text));
        }
      }
    }
    assertThat(met).as("%s, %s × %s: texts that meet", where, width, height).isEmpty();
    return this;
  }
}
