package org.papermetrics.cli.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A benchmark of the whole program on a tree of made-up runs: the daemon is a process of its own,
 * started as the service starts it, and is measured from outside.
 */
public final class Bench {
  /** The smallest and the largest number of runs that can be measured. */
  public static final int FEWEST_RUNS = 10;

  public static final int MOST_RUNS = 500_000;

  private static final double PERCENT = 100;

  private final BenchPlan plan;
  private final BenchDirectory directory;
  private final Consumer<String> progress;
  private final HttpClient client = HttpClient.newHttpClient();

  private Bench(BenchPlan plan, BenchDirectory directory, Consumer<String> progress) {
    this.plan = plan;
    this.directory = directory;
    this.progress = progress;
  }

  /**
   * Measures with so many runs.
   *
   * @param runs from {@link #FEWEST_RUNS} to {@link #MOST_RUNS}
   * @param parent where the temporary directory of the runs is made
   * @param progress is told what is being done
   * @throws IOException when it cannot go on; the message says why
   */
  public static BenchResult measure(int runs, Path parent, Consumer<String> progress)
      throws IOException, InterruptedException {
    return measure(BenchPlan.of(runs), parent, progress);
  }

  static BenchResult measure(BenchPlan plan, Path parent, Consumer<String> progress)
      throws IOException, InterruptedException {
    BenchDirectory directory = BenchDirectory.in(parent);
    try (directory) {
      return new BenchResult(plan, new Bench(plan, directory, progress).figures());
    } catch (IOException | InterruptedException e) {
      directory.whenNotEnding();
      throw e;
    }
  }

  private List<Figure> figures() throws IOException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    progress.accept("writing the tree");
    BenchTree tree = BenchTree.write(directory.path(), plan.runs());
    ServiceCommand service = ServiceCommand.prepare(directory.path(), progress);
    Timings java = JavaFloor.start(directory, service);
    Timings event = FileFloor.renameToEvent(tree.scratch());
    StartBench starts = new StartBench(directory, service, tree, client);
    progress.accept("cold start");
    figures.addAll(starts.cold(plan.starts(), java));
    progress.accept("warm start");
    figures.addAll(starts.warm(plan.starts(), java));
    figures.addAll(
        MeasuredDaemon.measure(
            directory, service, tree, client, daemon -> running(daemon, tree, event)));
    return figures;
  }

  private List<Figure> running(MeasuredDaemon daemon, BenchTree tree, Timings event)
      throws IOException, InterruptedException {
    daemon.awaitAnswers();
    daemon.awaitServed();
    daemon.awaitChecked();
    daemon.awaitOutputs();
    List<Figure> figures = new ArrayList<>();
    ProcessFigures process = new ProcessFigures(daemon.process());
    progress.accept("idle");
    TimeUnit.NANOSECONDS.sleep(plan.settle().toNanos());
    figures.add(Figure.of(Item.MEMORY, process.megabytes()));
    figures.add(idle(process));
    Optional<Path> browser = BrowserPage.browser();
    if (browser.isPresent()) {
      progress.accept("the page in a browser");
      figures.addAll(PageBench.measure(directory, browser.get(), daemon, client));
    }
    ChangeBench changes = new ChangeBench(daemon, tree, event);
    progress.accept("one change");
    figures.addAll(changes.toFrame(client, plan.changes(), plan.newRuns()));
    progress.accept("the data file");
    figures.addAll(changes.toDataFile(plan.dataFiles()));
    progress.accept(plan.pages() + " pages");
    figures.addAll(fanOut(daemon, tree, event));
    progress.accept("burst");
    figures.add(changes.burst(plan.burst()));
    figures.add(Figure.of(Item.MEMORY_AFTER, process.megabytes()));
    daemon.stop();
    return figures;
  }

  private Figure idle(ProcessFigures process) throws IOException, InterruptedException {
    Duration before = process.cpu();
    long began = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(plan.idle().toNanos());
    Duration used = process.cpu().minus(before);
    return Figure.of(Item.IDLE, PERCENT * used.toNanos() / (System.nanoTime() - began));
  }

  private List<Figure> fanOut(MeasuredDaemon daemon, BenchTree tree, Timings event)
      throws IOException, InterruptedException {
    Timings floor = FanOut.floor(plan.pages(), plan.pageChanges());
    Timings measured = FanOut.measure(daemon, tree, plan.pages(), plan.pageChanges());
    return List.of(
        Figure.of(Item.PAGES_MEDIAN, measured.median(), event.median() + floor.median()),
        Figure.of(Item.PAGES_P99, measured.p99(), event.p99() + floor.p99()));
  }
}
