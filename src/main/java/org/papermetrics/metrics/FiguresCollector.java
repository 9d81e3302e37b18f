package org.papermetrics.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.papermetrics.model.Evaluation;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Status;
import org.papermetrics.model.Timing;

/** Turns figures into metrics when somebody asks, and costs nothing before. */
final class FiguresCollector implements MultiCollector {
  private static final double NANOS = 1e9;

  private final Supplier<Figures> figures;

  FiguresCollector(Supplier<Figures> figures) {
    this.figures = figures;
  }

  @Override
  public MetricSnapshots collect() {
    Figures now = figures.get();
    List<MetricSnapshot> all = new ArrayList<>();
    all.addAll(board(now));
    all.addAll(watching(now));
    all.addAll(outputs(now));
    all.addAll(pages(now));
    return new MetricSnapshots(all);
  }

  private static List<MetricSnapshot> board(Figures now) {
    long away = now.board().runs().stream().filter(r -> r.unavailableSince() != null).count();
    return List.of(
        InfoSnapshot.builder()
            .name("paper_metrics_build")
            .help("The version of the program.")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(Labels.of("version", now.status().version()))
                    .build())
            .build(),
        gauge("healthy", "1 when everything that should run does.", flag(now.status().healthy())),
        gauge("runs", "Runs on the board.", now.board().runs().size()),
        gauge("runs_unavailable", "Runs on the board whose files are unavailable.", (double) away),
        evaluations(now),
        problems(now),
        summary(
            "file_look_duration_seconds",
            "Looks at the files of a run.",
            List.of(point(Labels.EMPTY, now.looks()))),
        counter("registry_writes", "How often the registry was written.", now.registryWrites()),
        summary(
            "state_commit_duration_seconds",
            "Commits of what a restart must know.",
            List.of(point(Labels.EMPTY, now.commits()))));
  }

  private static GaugeSnapshot evaluations(Figures now) {
    Map<Evaluation.State, Integer> counts = new EnumMap<>(Evaluation.State.class);
    Arrays.stream(Evaluation.State.values()).forEach(state -> counts.put(state, 0));
    now.board().evaluating().forEach(each -> counts.merge(each.state(), 1, Integer::sum));
    GaugeSnapshot.Builder gauge =
        named("evaluations", "Evaluations under way or ended without results, by state.");
    counts.forEach(
        (state, count) -> gauge.dataPoint(value(Labels.of("state", state.wireName()), count)));
    return gauge.build();
  }

  private static GaugeSnapshot problems(Figures now) {
    Map<Problem.Kind, Integer> counts = new EnumMap<>(Problem.Kind.class);
    // A kind that is gone must be 0, not missing.
    Arrays.stream(Problem.Kind.values()).forEach(kind -> counts.put(kind, 0));
    now.board().problems().forEach(problem -> counts.merge(problem.kind(), 1, Integer::sum));
    GaugeSnapshot.Builder gauge = named("problems", "Problems there are, by kind.");
    counts.forEach(
        (kind, count) -> gauge.dataPoint(value(Labels.of("kind", kind.wireName()), count)));
    return gauge.build();
  }

  private static List<MetricSnapshot> watching(Figures now) {
    GaugeSnapshot.Builder roots =
        named("root_healthy", "1 when changes in a watched directory are seen as they should.");
    for (Status.Root root : now.status().roots()) {
      roots.dataPoint(
          value(
              Labels.of("path", root.path(), "mode", root.mode()),
              flag(root.health().equals("ok"))));
    }
    List<MetricSnapshot> all =
        new ArrayList<>(
            List.of(
                roots.build(),
                summary(
                    "sweep_duration_seconds",
                    "Sweeps of a watched directory.",
                    now.sweeps().entrySet().stream()
                        .map(e -> point(Labels.of("path", e.getKey().toString()), e.getValue()))
                        .toList()),
                gauge("hints", "Paths that wait to be checked.", now.hints()),
                counter(
                    "hints_lost",
                    "Events that were dropped, because too many paths waited; a sweep finds the"
                        + " changes.",
                    now.hintsLost())));
    Instant last = now.status().lastSweep();
    if (last != null) {
      all.add(
          named("last_sweep_timestamp_seconds", "When the last sweep over everything ended.")
              .unit(Unit.SECONDS)
              .dataPoint(value(Labels.EMPTY, seconds(last)))
              .build());
    }
    return all;
  }

  private static List<MetricSnapshot> outputs(Figures now) {
    GaugeSnapshot.Builder size =
        named("output_size_bytes", "The size of an output file.").unit(Unit.BYTES);
    GaugeSnapshot.Builder written =
        named("output_written_timestamp_seconds", "When an output file was last written.")
            .unit(Unit.SECONDS);
    for (Status.Output output : now.status().outputs()) {
      Labels file = file(Path.of(output.path()));
      size.dataPoint(value(file, (double) output.size()));
      if (output.writtenAt() != null) {
        written.dataPoint(value(file, seconds(output.writtenAt())));
      }
    }
    return List.of(
        size.build(),
        written.build(),
        summary(
            "output_write_duration_seconds",
            "Writing an output file.",
            now.writing().entrySet().stream()
                .map(e -> point(file(e.getKey()), e.getValue()))
                .toList()));
  }

  private static List<MetricSnapshot> pages(Figures now) {
    return List.of(
        gauge("pages", "Pages that are connected.", now.status().pages()),
        counter("frames_sent", "Text frames sent to all pages together.", now.framesSent()),
        counter("resets", "How often a client had to fetch the board again.", now.resets()));
  }

  private static Labels file(Path output) {
    return Labels.of("file", String.valueOf(output.getFileName()));
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1e3;
  }

  private static double flag(boolean is) {
    return is ? 1 : 0;
  }

  private static GaugeSnapshot.Builder named(String name, String help) {
    return GaugeSnapshot.builder().name("paper_metrics_" + name).help(help);
  }

  private static GaugeSnapshot gauge(String name, String help, double value) {
    return named(name, help).dataPoint(value(Labels.EMPTY, value)).build();
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot value(Labels labels, double value) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
  }

  private static CounterSnapshot counter(String name, String help, long value) {
    return CounterSnapshot.builder()
        .name("paper_metrics_" + name)
        .help(help)
        .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value((double) value).build())
        .build();
  }

  private static SummarySnapshot summary(
      String name, String help, List<SummaryDataPointSnapshot> points) {
    SummarySnapshot.Builder summary =
        SummarySnapshot.builder()
            .name("paper_metrics_" + name)
            .unit(Unit.SECONDS)
            .help(help + " Seconds that they took, and how many there were.");
    points.forEach(summary::dataPoint);
    return summary.build();
  }

  private static SummaryDataPointSnapshot point(Labels labels, Timing timing) {
    return SummaryDataPointSnapshot.builder()
        .labels(labels)
        .count(timing.count())
        .sum(timing.total().toNanos() / NANOS)
        .build();
  }
}
