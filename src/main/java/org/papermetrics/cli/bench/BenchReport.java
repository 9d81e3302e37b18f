package org.papermetrics.cli.bench;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.papermetrics.files.Resources;

/**
 * Results of a benchmark, with all that has to be known to compare them with others.
 *
 * @param version of the program
 * @param date of the benchmark
 * @param results one for each size
 */
public record BenchReport(
    String version, LocalDate date, Machine machine, List<BenchResult> results) {
  private static final String WITHOUT_PAGE =
      "The page was not measured: there is no Chromium in the path, nor at $CHROMIUM.";

  /** Copies the list. */
  public BenchReport {
    results = List.copyOf(results);
  }

  /** For a terminal. */
  public String text() {
    List<String> lines = new ArrayList<>();
    facts().forEach(fact -> lines.add(fact[0] + ": " + fact[1]));
    lines.add("");
    lines.addAll(new BenchTable(results).text());
    if (isWithoutPage()) {
      lines.add("");
      lines.add(WITHOUT_PAGE);
    }
    return text(lines);
  }

  /** As a document. */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# Benchmarks");
    lines.add("");
    lines.add("Written by `paper-metrics bench --runs " + sizes() + " --output FILE`.");
    lines.add("");
    lines.add("| | |");
    lines.add("| --- | --- |");
    facts().forEach(fact -> lines.add("| " + fact[0] + " | " + cell(fact[1]) + " |"));
    lines.add("");
    lines.addAll(new BenchTable(results).markdown());
    lines.add("");
    if (isWithoutPage()) {
      lines.add("- " + WITHOUT_PAGE);
    }
    results.forEach(result -> lines.add("- " + parameters(result.plan())));
    lines.add("");
    return text(lines) + Resources.text("bench/explanation.md");
  }

  private boolean isWithoutPage() {
    return results.stream().noneMatch(result -> result.figure(Item.PAGE_ROWS).isPresent());
  }

  private String sizes() {
    return String.join(",", results.stream().map(r -> Integer.toString(r.plan().runs())).toList());
  }

  private List<String[]> facts() {
    return List.of(
        fact("date", date.toString()),
        fact("program", version),
        fact("java", machine.java()),
        fact("processor", machine.cores() + " × " + machine.processor()),
        fact("memory", machine.memory()),
        fact("kernel", machine.kernel()),
        fact("file system", machine.fileSystem()),
        fact("load before", machine.load()));
  }

  private static String[] fact(String name, String text) {
    return new String[] {name, text};
  }

  /** What a system says of itself is no markup. */
  private static String cell(String text) {
    return text.replaceAll("[\\\\|<>`*_\\[\\]]", "\\\\$0");
  }

  private static String parameters(BenchPlan plan) {
    return String.format(
        Locale.ROOT,
        "%,d runs: %d starts of either kind, %d changes, %d new runs, %d times the data file, a"
            + " burst of %,d new runs, %d pages with %d changes, %d s idle.",
        plan.runs(),
        plan.starts(),
        plan.changes(),
        plan.newRuns(),
        plan.dataFiles(),
        plan.burst(),
        plan.pages(),
        plan.pageChanges(),
        plan.idle().toSeconds());
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }
}
