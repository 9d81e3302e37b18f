package org.papermetrics.cli.bench;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was measured on a tree of one size. */
public final class BenchResult {
  private final BenchPlan plan;
  private final Map<Item, Figure> figures = new EnumMap<>(Item.class);

  BenchResult(BenchPlan plan, List<Figure> figures) {
    this.plan = plan;
    figures.forEach(figure -> this.figures.put(figure.item(), figure));
  }

  /** How much was measured. */
  BenchPlan plan() {
    return plan;
  }

  /** The number of an item, if it was measured. */
  Optional<Figure> figure(Item item) {
    return Optional.ofNullable(figures.get(item));
  }
}
