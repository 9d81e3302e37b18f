package org.papermetrics.logs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the lines of one log say: the checkpoints that it names, and the points of each. */
final class LogContent {
  private final Set<LogTrouble> troubles;
  private final Set<String> named = new LinkedHashSet<>();
  private final List<LogSection> sections = new ArrayList<>();
  private boolean namedAgain;
  private boolean gap;
  private boolean mixed;
  private long leftOut;
  private long firstLeftOut;

  /**
   * Of a log of which nothing was read.
   *
   * @param troubles to which is added what is wrong with the lines
   */
  LogContent(Set<LogTrouble> troubles) {
    this.troubles = troubles;
    sections.add(new LogSection(null, List.of()));
  }

  /** Resumes from a state of the same log. */
  LogContent(Set<LogTrouble> troubles, LogState.Content state) {
    this.troubles = troubles;
    named.addAll(state.named());
    namedAgain = state.namedAgain();
    gap = state.gap();
    mixed = state.mixed();
    leftOut = state.leftOut();
    firstLeftOut = state.firstLeftOut();
    state.sections().forEach(s -> sections.add(new LogSection(s.checkpoint(), s.curves())));
  }

  LogState.Content state() {
    return new LogState.Content(
        named,
        namedAgain,
        gap,
        mixed,
        leftOut,
        firstLeftOut,
        sections.stream().map(s -> new LogState.Section(s.checkpoint(), s.curves())).toList());
  }

  /** The parts of the log, in order; one of them when the log has a single evaluation. */
  List<LogSection> sections() {
    return sections;
  }

  /** The keys of all checkpoints that the log names, with points or without. */
  Set<String> named() {
    return named;
  }

  /** Whether the points of several checkpoints stand in disorder, so that nobody can tell whose. */
  boolean isMixed() {
    return mixed;
  }

  /** How many lines were left out, as a sentence without its full stop; null when none was. */
  @Nullable String leftOut() {
    return leftOut == 0
        ? null
        : (leftOut == 1 ? "1 line was" : leftOut + " lines were")
            + " left out because a number is cut off, or loss and perplexity do not fit each other;"
            + " the first is line "
            + firstLeftOut;
  }

  /** Takes the lines that follow. */
  LogText.Lines lines() {
    LogLine line = new LogLine();
    return (bytes, from, to, number) -> take(line.read(bytes, from, to), line, number);
  }

  /** Nothing comes for the time being. */
  void settle() {
    sections.get(sections.size() - 1).settle();
  }

  private void take(LogLine.Kind kind, LogLine line, long number) {
    gap |= line.leftOut() || line.notFinite();
    if (line.leftOut()) {
      leftOut++;
      firstLeftOut = leftOut == 1 ? number : firstLeftOut;
    }
    switch (kind) {
      case POINT -> point(line);
      case CHECKPOINT -> {
        if (line.checkpoint().indexOf('\uFFFD') >= 0) {
          troubles.add(LogTrouble.CHECKPOINT_NOT_TEXT);
        }
        name(LogIndex.checkpointKey(line.checkpoint()));
      }
      case OTHER -> {}
    }
  }

  /** A job that is started again names its checkpoint again and begins from the first position. */
  private void point(LogLine line) {
    LogSection section = sections.get(sections.size() - 1);
    if (namedAgain && section.startsAgain(line.position())) {
      section = begin(section.checkpoint());
    }
    namedAgain = false;
    // Where a point is missing, the next one may stand alone.
    mixed |= named.size() > 1 && !gap && isOfAnother(section, line);
    gap = false;
    section.add(line.position(), line.loss(), line.perplexity());
  }

  /**
   * Whether a point belongs to another evaluation, which writes into the log at the same time: an
   * evaluation begins each audio file at the first position.
   */
  private boolean isOfAnother(LogSection section, LogLine line) {
    if (section.hasPoints()) {
      return section.isBetween(line.position(), line.loss(), line.perplexity());
    }
    LogSection before = sections.size() > 1 ? sections.get(sections.size() - 2) : section;
    return !Objects.equals(before.checkpoint(), section.checkpoint())
        && line.position() > before.lastPosition();
  }

  /**
   * Points belong to the checkpoint that was named last before them, or else to the first one after
   * them. A job that evaluates several checkpoints names each before its points, and one whose
   * evaluation failed has none.
   */
  private void name(String checkpoint) {
    named.add(checkpoint);
    LogSection section = sections.get(sections.size() - 1);
    boolean same = checkpoint.equals(section.checkpoint());
    namedAgain = same && section.hasPoints();
    if (section.checkpoint() == null || !section.hasPoints()) {
      section.name(checkpoint);
    } else if (!same) {
      begin(checkpoint);
    }
  }

  private LogSection begin(@Nullable String checkpoint) {
    settle();
    LogSection section = new LogSection(checkpoint, List.of());
    sections.add(section);
    return section;
  }
}
