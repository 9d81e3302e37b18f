package org.papermetrics.query;

import java.util.List;

/** The columns of a CSV whose fields nobody chose: those that the page exports. */
final class Columns {
  static final List<Column> STANDARD =
      List.of(
          new Column("Name", "name"),
          new Column("Step", "checkpoint_step"),
          new Column("sBLIMP", "metrics.sblimp_accuracy"),
          new Column("sWUGGY", "metrics.swuggy_accuracy"),
          new Column("tStory", "metrics.tstory_accuracy"),
          new Column("sStory", "metrics.sstory_accuracy"),
          new Column("PPL 8k", "metrics.librilight_perplexity_8k"),
          new Column("PPL 16k", "metrics.librilight_perplexity_16k"),
          new Column("Avg", "avg"),
          new Column("TTT", "ttt"),
          new Column("LoRA", "lora"),
          new Column("Long context 1–8k", PrefixFields.at(8000)),
          new Column("Long context 1–16k", PrefixFields.at(16000)),
          new Column("Long context 1–24k", PrefixFields.at(24000)),
          new Column("Long context 1–end", PrefixFields.END),
          new Column("Annotation", "annotation"),
          // Names are not unique; this is what tells two rows apart.
          new Column("ID", "id"));

  private Columns() {}

  /** A field under the name that people paste into their tables. */
  record Column(String label, String field) {}
}
