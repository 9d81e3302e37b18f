package org.papermetrics.cli.bench;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.papermetrics.cli.demo.DemoResults;

/** How long changes take to reach an open page and the data file. */
final class ChangeBench {
  /** Changes come while the daemon is at rest, as those of one project do. */
  private static final Duration REST = Duration.ofMillis(40);

  /** The data file rests at least so long, and so many times as long as it takes to write. */
  private static final Duration DATA_FILE_REST = Duration.ofMillis(400);

  private static final int RESTS = 11;

  private final MeasuredDaemon daemon;
  private final BenchTree tree;
  private final Timings event;

  /** Makes what is to appear. */
  private interface Preparation {
    DemoResults prepare() throws IOException;
  }

  /**
   * Changes of a tree that a daemon watches.
   *
   * @param event the time from a rename to its event
   */
  ChangeBench(MeasuredDaemon daemon, BenchTree tree, Timings event) {
    this.daemon = daemon;
    this.tree = tree;
    this.event = event;
  }

  /** From the rename of new results, and of those of new runs, to the frame with the run. */
  List<Figure> toFrame(HttpClient client, int changes, int newRuns)
      throws IOException, InterruptedException {
    try (LivePage page = LivePage.open(daemon, client)) {
      Timings again = toFrame(page, changes, tree::newResults);
      Timings fresh = toFrame(page, newRuns, tree::newRun);
      return List.of(
          Figure.of(Item.FRAME_MEDIAN, again.median(), event.median()),
          Figure.of(Item.FRAME_P99, again.p99(), event.p99()),
          Figure.of(Item.FRAME_WORST, again.worst(), event.worst()),
          Figure.of(Item.NEW_RUN_MEDIAN, fresh.median(), event.median()),
          Figure.of(Item.NEW_RUN_P99, fresh.p99(), event.p99()),
          Figure.of(Item.NEW_RUN_WORST, fresh.worst(), event.worst()));
    }
  }

  private static Timings toFrame(LivePage page, int times, Preparation preparation)
      throws IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      DemoResults results = preparation.prepare();
      TimeUnit.NANOSECONDS.sleep(REST.toNanos());
      page.clear();
      long began = System.nanoTime();
      results.appear();
      nanos.add(page.await(results.run()) - began);
    }
    return new Timings(nanos);
  }

  /** From the rename of new results to the data file with them. */
  List<Figure> toDataFile(int times) throws IOException, InterruptedException {
    Timings replaced = FileFloor.replace(tree.dataFile(), tree.scratch());
    List<Long> nanos = new ArrayList<>();
    long before = (long) (replaced.worst() * 1e6);
    for (int i = 0; i < times; i++) {
      DemoResults results = tree.newResults();
      awaitRest(before);
      Object old = dataFile();
      long began = System.nanoTime();
      results.appear();
      daemon.await("writes the data file", () -> !dataFile().equals(old));
      before = System.nanoTime() - began;
      nanos.add(before);
    }
    Timings written = new Timings(nanos);
    double floor = event.median() + replaced.median();
    return List.of(
        Figure.of(Item.DATA_FILE_MEDIAN, written.median(), floor),
        Figure.of(Item.DATA_FILE_WORST, written.worst(), event.worst() + replaced.worst()));
  }

  private static void awaitRest(long writing) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(Math.max(DATA_FILE_REST.toNanos(), RESTS * writing));
  }

  private Object dataFile() throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(tree.dataFile(), BasicFileAttributes.class);
    // A name that was given to another file meanwhile may have the number of the old one.
    return List.of(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime());
  }

  /** From the first of many renames of results of new runs until all are on the board. */
  Figure burst(int runs) throws IOException, InterruptedException {
    List<DemoResults> prepared = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      prepared.add(tree.newRun());
    }
    double reading = FileFloor.read(prepared.stream().map(DemoResults::beside).toList()).median();
    long began = System.nanoTime();
    for (DemoResults results : prepared) {
      results.appear();
    }
    daemon.awaitServed();
    double millis = (System.nanoTime() - began) / 1e6;
    return Figure.of(Item.BURST, millis, event.median() + reading);
  }
}
