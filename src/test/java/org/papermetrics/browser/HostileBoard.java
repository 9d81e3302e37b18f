package org.papermetrics.browser;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;

/**
 * A board on which every text that people or programs can write is one that a careless page would
 * run, take for a part of itself, or burst from.
 */
final class HostileBoard {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant AT = Instant.parse("2026-03-01T09:30:00Z");

  /** The longest text there is. */
  static final int LONGEST = 10_000;

  /** Counts in {@code window.hits} how often a text was run, and knows what every object has. */
  static final String COUNTER =
      """
      window.hits = 0;
      window.hit = () => window.hits++;
      window.builtIn = () => [Object.prototype, Object, Object.prototype.toString, Array.prototype]
          .map((of) => Object.getOwnPropertyNames(of).join()).join();
      window.atStart = window.builtIn();
      """;

  /** The texts, each of another kind. */
  static final List<String> TEXTS =
      List.of(
          "</script><script>hit()</script>",
          "<img src=x onerror=hit()>",
          "\"><svg onload=hit()>",
          "'><iframe srcdoc=\"<script>parent.hit()</script>\"></iframe>",
          "--><!--<script>]]><style>*{display:none}</style>",
          "javascript:hit()",
          "{{constructor.constructor('hit()')()}} ${hit()} `${hit()}`",
          "__proto__",
          "constructor",
          "one\u2028two\u2029three\u0085four",
          "\u202Egnp.ecived\u2066\u202D",
          "\u05D0\u05D1\u05D2 \u0645\u0631\u062D\u0628\u0627",
          "ze\u200Bro\u200Dwi\uFEFFdth\u00AD",
          "\uD83D\uDC69\u200D\uD83D\uDD2C\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08 a\u0301\u0302\u0303",
          "\u0000\u0001\u0007\b\u001B[31m\u007F\r\n\ttab",
          "=cmd|' /C calc'!A0",
          "@SUM(1+1)*url(http://evil.example/x.png)",
          "&lt;b&gt;&amp;&#x27;&quot; %3Cb%3E %00 ~ # ? \\",
          "endless-" + "x".repeat(LONGEST - 8));

  private HostileBoard() {}

  /** A run for every text, a baseline, metrics and problems of such names. */
  static Snapshot board() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < TEXTS.size(); i++) {
      runs.add(run(TEXTS.get(i), i));
    }
    runs.add(
        RunBuilder.run(TEXTS.get(2))
            .key(RunKey.ofPretrained("/data/" + TEXTS.get(1)))
            .path("/data/" + TEXTS.get(1))
            .name("Baseline " + TEXTS.get(10) + TEXTS.get(0))
            .config(json(Map.of("baseline", true)))
            .metrics(json(metrics(TEXTS.get(0), 99)))
            .tags("baseline")
            .notes(TEXTS.get(0))
            .progression(SampleBoard.of(2).runs().get(1).progression())
            .build());
    List<MetricDefinition> metrics =
        List.of(
            new MetricDefinition(TEXTS.get(0), TEXTS.get(1), true, ".2", null),
            new MetricDefinition(TEXTS.get(7), TEXTS.get(10), true, "percent", TEXTS.get(8)),
            new MetricDefinition(TEXTS.get(8), TEXTS.get(18), false, "percent", null));
    List<Problem> problems =
        TEXTS.stream()
            .map(text -> new Problem(Problem.Kind.ROOT_UNAVAILABLE, "/data/" + text, text, AT))
            .toList();
    return Snapshot.of(
        "e1",
        1,
        AT,
        List.of("/data/" + TEXTS.get(1)),
        metrics,
        runs,
        runs.get(runs.size() - 1),
        problems,
        List.of());
  }

  /** A run in which everything that is text is this one. */
  static Run run(String text, int place) {
    String path = "/data/" + text + "/checkpoints/checkpoint_" + place;
    // The whole names of two runs are one, so that what tells them apart is shown as well.
    String name = place == 1 ? TEXTS.get(0) : text;
    Run run =
        RunBuilder.run(text + "_cp" + place)
            .at(path)
            .name(name)
            .step(1000 - place)
            .config(json(config(text)))
            .metrics(json(metrics(text, place)))
            .tags("ttt", text)
            .notes(text)
            .progression(SampleBoard.of(3).runs().get(place % 2).progression())
            .build();
    return place % 4 == 0 ? run.withUnavailableSince(AT) : run;
  }

  private static Map<String, Object> config(String text) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put(text, text);
    config.put("nested", Map.of(text, List.of(text)));
    config.put("ttt", Map.of("enable", true, "layers", text));
    config.put("__proto__", Map.of("polluted", text));
    config.put("constructor", Map.of("prototype", Map.of("polluted", text)));
    config.put("toString", text);
    return config;
  }

  private static Map<String, Object> metrics(String text, int place) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    for (String task : List.of("sblimp", "swuggy", "tstory", "sstory")) {
      metrics.put(task + "_accuracy", 0.5 + place / 100.0);
      metrics.put(task + "_samples", 1000);
    }
    metrics.put("librilight_perplexity_8k", 300 + place);
    metrics.put("librilight_perplexity_16k", text);
    metrics.put("paper_metrics_avg", 0.5 + place / 100.0);
    metrics.put(text, 0.25 + place / 100.0);
    metrics.put("words", text);
    return metrics;
  }

  private static JsonText json(Map<String, Object> value) {
    try {
      return new JsonText(JSON.writeValueAsString(value).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The texts as they stand in a link. */
  static String address() {
    return "#cols="
        + TEXTS.stream()
            .filter(text -> text.length() < 100)
            .map(text -> java.net.URLEncoder.encode("metrics." + text, StandardCharsets.UTF_8))
            .collect(Collectors.joining("~"))
        + "&widths=__proto__:100~constructor:90&sort=constructor&reference=__proto__&sel=__proto__~constructor";
  }
}
