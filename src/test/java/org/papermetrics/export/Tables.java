package org.papermetrics.export;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.papermetrics.compare.ScoredRuns;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.testing.RunBuilder;

/** Boards of which tests make tables, and ways to ask for them. */
final class Tables {
  private static final FileStamp STAMP =
      new FileStamp("1:2", 4321, Instant.parse("2026-03-01T09:00:00Z"), Instant.EPOCH);

  private Tables() {}

  /** A run with these correct answers in the four tasks, of 1000, 2000, 1871 and 1871. */
  static Run run(String id, String name, int sblimp, int swuggy, int tstory, int sstory) {
    return run(
        id,
        name,
        "{%s,%s,%s,%s}"
            .formatted(
                task("sblimp", sblimp, 1000),
                task("swuggy", swuggy, 2000),
                task("tstory", tstory, 1871),
                task("sstory", sstory, 1871)));
  }

  private static String task(String task, int correct, int samples) {
    return "\"%1$s_accuracy\":%2$s,\"%1$s_samples\":%3$d"
        .formatted(task, (double) correct / samples, samples);
  }

  /** A run with these results. */
  static Run run(String id, String name, String metrics, String... tags) {
    return RunBuilder.run(id)
        .at("/c/" + id)
        .name(name)
        .step(1500)
        .metrics(metrics)
        .tags(tags)
        .build();
  }

  /** What a query string that needs no decoding gives. */
  static String text(Snapshot board, String query) throws Exception {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String part : query.split("&", -1)) {
      String[] pair = part.split("=", 2);
      parameters.computeIfAbsent(pair[0], name -> new ArrayList<>()).add(pair[1]);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TableQuery.of(parameters, board)
        .write(
            new ScoredRuns(),
            new Origin("1.2.3", Instant.parse("2026-03-02T08:00:00Z"), ""),
            runs ->
                runs.stream()
                    .map(r -> new ResultsFile(r.key().usualResults(), STAMP, "ab".repeat(32), ""))
                    .toList(),
            out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** The lines of a LaTeX table that are no comments. */
  static List<String> latex(Snapshot board, String query) throws Exception {
    return text(board, "format=latex" + query).lines().filter(l -> !l.startsWith("%")).toList();
  }

  /** The row of a LaTeX or Markdown table that begins with a name. */
  static String row(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name) || line.startsWith("| " + name))
        .findFirst()
        .orElse("no row of " + name + " in " + lines);
  }

  /** Whether pdflatex is there. */
  static boolean isLatexThere() {
    return Files.isExecutable(Path.of("/usr/bin/pdflatex"));
  }

  /** Sets a table in a document and gives what pdflatex says; empty when it is content. */
  static String compile(Path directory, String table) throws Exception {
    Files.writeString(directory.resolve("table.tex"), table);
    Files.write(
        directory.resolve("paper.tex"),
        List.of(
            "\\documentclass{article}",
            "\\usepackage[utf8]{inputenc}",
            "\\usepackage[T1]{fontenc}",
            "\\usepackage{booktabs}",
            "\\begin{document}",
            "\\input{table.tex}",
            "\\end{document}"));
    Process process =
        new ProcessBuilder("pdflatex", "-halt-on-error", "-interaction=nonstopmode", "paper.tex")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.txt").toFile())
            .start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return "pdflatex does not end";
    }
    String said = Files.readString(directory.resolve("out.txt"), StandardCharsets.ISO_8859_1);
    return process.exitValue() == 0 && !said.contains("Missing character") ? "" : said;
  }
}
