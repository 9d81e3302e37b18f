package org.papermetrics.cli.demo;

/** How the model of an experiment is trained, and how well it then holds a long context. */
enum DemoKind {
  TTT(0.35, 0.5),
  LORA(0.05, 0.2),
  TTT_LORA(0.30, 0.5),
  FULL(0.10, 0.2);

  private final double untrained;
  private final double learned;

  DemoKind(double untrained, double learned) {
    this.untrained = untrained;
    this.learned = learned;
  }

  boolean ttt() {
    return this == TTT || this == TTT_LORA;
  }

  boolean lora() {
    return this == LORA || this == TTT_LORA;
  }

  /** From 0, the loss fails beyond the trained length, to 1, it stays flat. */
  double longContext(double quality) {
    return untrained + learned * quality;
  }
}
