package org.papermetrics.cli.bench;

/** What is measured, in the order of the table. */
enum Item {
  COLD_ANSWERS("cold start: answers", Unit.MILLIS),
  COLD_SERVED("cold start: all runs served", Unit.MILLIS),
  WARM_ANSWERS("warm start: answers", Unit.MILLIS),
  WARM_SHOWN("warm start: a page has all runs", Unit.MILLIS),
  WARM_SERVED("warm start: all runs served", Unit.MILLIS),
  WARM_CHECKED("warm start: all files checked", Unit.MILLIS),
  FRAME_MEDIAN("new results to frame: median", Unit.MILLIS),
  FRAME_P99("new results to frame: p99", Unit.MILLIS),
  FRAME_WORST("new results to frame: worst", Unit.MILLIS),
  NEW_RUN_MEDIAN("new run to frame: median", Unit.MILLIS),
  NEW_RUN_P99("new run to frame: p99", Unit.MILLIS),
  NEW_RUN_WORST("new run to frame: worst", Unit.MILLIS),
  DATA_FILE_MEDIAN("new results to data file: median", Unit.MILLIS),
  DATA_FILE_WORST("new results to data file: worst", Unit.MILLIS),
  BURST("burst: all new runs served", Unit.MILLIS),
  PAGES_MEDIAN("fan-out: all pages, median", Unit.MILLIS),
  PAGES_P99("fan-out: all pages, p99", Unit.MILLIS),
  PAGE_ROWS("page: opened to first rows", Unit.MILLIS),
  PAGE_SORTED("page: sorted by another column", Unit.MILLIS),
  IDLE("idle: processor, of one core", Unit.PERCENT),
  MEMORY("memory: after the start", Unit.MEGABYTES),
  MEMORY_AFTER("memory: after all of this", Unit.MEGABYTES);

  private final String label;
  private final Unit unit;

  Item(String label, Unit unit) {
    this.label = label;
    this.unit = unit;
  }

  /** What the table calls it. */
  String label() {
    return label;
  }

  /** What its numbers count. */
  Unit unit() {
    return unit;
  }
}
