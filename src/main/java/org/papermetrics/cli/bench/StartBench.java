package org.papermetrics.cli.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Starts of the daemon, without and with a saved state. */
final class StartBench {
  private final BenchDirectory directory;
  private final ServiceCommand service;
  private final BenchTree tree;
  private final HttpClient client;

  StartBench(BenchDirectory directory, ServiceCommand service, BenchTree tree, HttpClient client) {
    this.directory = directory;
    this.service = service;
    this.tree = tree;
    this.client = client;
  }

  /** The times of one start, in nanoseconds. */
  private record Start(long answers, long shown, long served, long checked) {}

  /** Starts that find nothing of an earlier daemon, the last of which leaves its state. */
  List<Figure> cold(int times, Timings javaStart) throws IOException, InterruptedException {
    double reading = FileFloor.walkAndRead(tree.roots()).median();
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      tree.forget();
      starts.add(start(false));
    }
    double java = javaStart.median();
    return List.of(
        Figure.of(Item.COLD_ANSWERS, answers(starts), java),
        Figure.of(Item.COLD_SERVED, served(starts), java + reading));
  }

  /** Starts that find the state of an earlier daemon. */
  List<Figure> warm(int times, Timings javaStart) throws IOException, InterruptedException {
    double walking = FileFloor.walk(tree.roots()).median();
    double reading = FileFloor.read(saved()).median();
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      starts.add(start(true));
    }
    double java = javaStart.median();
    return List.of(
        Figure.of(Item.WARM_ANSWERS, answers(starts), java),
        Figure.of(
            Item.WARM_SHOWN,
            new Timings(starts.stream().map(Start::shown).toList()).median(),
            java),
        Figure.of(Item.WARM_SERVED, served(starts), java + reading),
        Figure.of(
            Item.WARM_CHECKED,
            new Timings(starts.stream().map(Start::checked).toList()).median(),
            java + reading + walking));
  }

  /**
   * Starts one.
   *
   * @param page whether a page is opened at once, which takes part of the time of a start
   */
  private Start start(boolean page) throws IOException, InterruptedException {
    return MeasuredDaemon.measure(
        directory,
        service,
        tree,
        client,
        daemon -> {
          long answers = daemon.awaitAnswers();
          long shown = page ? daemon.awaitShown() : 0;
          long served = daemon.awaitServed();
          long checked = daemon.awaitChecked();
          daemon.awaitOutputs();
          daemon.stop();
          return new Start(answers, shown, served, checked);
        });
  }

  private List<Path> saved() throws IOException {
    try (Stream<Path> files = Files.list(tree.state())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static double answers(List<Start> starts) {
    return new Timings(starts.stream().map(Start::answers).toList()).median();
  }

  private static double served(List<Start> starts) {
    return new Timings(starts.stream().map(Start::served).toList()).median();
  }
}
