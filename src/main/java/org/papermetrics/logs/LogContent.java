package org.papermetrics.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.evaluations.EvaluationTrace;

/** What the lines of one log say: the checkpoints that it names, and the points of each. */
final class LogContent {
  /** Nobody wraps lines that are shorter. */
  private static final int SHORTEST_WRAPPED = 60;

  private final Set<LogTrouble> troubles;

  /** Nearly always one, so that is kept small. */
  private Set<String> named = Set.of();

  private final List<LogSection> sections = new ArrayList<>();
  private final EvaluationTrace evaluation;
  private @Nullable String open;
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
    evaluation = new EvaluationTrace();
    sections.add(new LogSection(null, List.of()));
  }

  /** Resumes from a state of the same log. */
  LogContent(Set<LogTrouble> troubles, LogState.Content state) {
    this.troubles = troubles;
    evaluation = new EvaluationTrace(state.evaluation());
    state.named().forEach(this::addName);
    open = state.open();
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
        open,
        namedAgain,
        gap,
        mixed,
        leftOut,
        firstLeftOut,
        sections.stream().map(s -> new LogState.Section(s.checkpoint(), s.curves())).toList(),
        evaluation.state());
  }

  /** The parts of the log, in order; one of them when the log has a single evaluation. */
  List<LogSection> sections() {
    return sections;
  }

  /** What the log says of its last evaluation. */
  EvaluationState evaluation() {
    return evaluation.state();
  }

  /** The keys of all checkpoints that the log names, with points or without. */
  Set<String> named() {
    if (open == null || open.isEmpty()) {
      return named;
    }
    Set<String> all = new LinkedHashSet<>(named);
    all.add(CheckpointName.key(open));
    return all;
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

  /**
   * Takes the lines that follow.
   *
   * @param when they were found in the log
   */
  LogText.Lines lines(Instant when) {
    LogLine line = new LogLine();
    evaluation.arrive(when);
    return (bytes, from, to, number) -> {
      if (open == null || !continues(open, bytes, from, to)) {
        LogLine.Kind kind = line.read(bytes, from, to);
        if (kind == LogLine.Kind.POINT) {
          evaluation.point(bytes, from, to, line.position(), line.length());
        } else {
          evaluation.line(bytes, from, to);
        }
        take(kind, line, to - from, number);
      }
    };
  }

  /**
   * Whether a line is more of a path that was wrapped. One that is not is still to be read, and the
   * path was whole.
   */
  private boolean continues(String piece, byte[] bytes, int from, int to) {
    if (from == to) {
      return true;
    }
    String next = new String(bytes, from, to - from, UTF_8).strip();
    open = null;
    if (next.chars().noneMatch(Character::isWhitespace)) {
      String whole = CheckpointName.joined(piece, next);
      if (whole != null) {
        name(whole);
        return true;
      }
      if (to - from >= SHORTEST_WRAPPED && next.contains("/")) {
        open = piece + next;
        return true;
      }
    }
    if (!piece.isEmpty()) {
      name(piece);
    }
    return false;
  }

  /** Nothing comes for the time being. */
  void settle() {
    if (evaluation.hasRefused()) {
      troubles.add(LogTrouble.IMPOSSIBLE_PROGRESS);
    }
    sections.get(sections.size() - 1).settle();
  }

  private void take(LogLine.Kind kind, LogLine line, int length, long number) {
    gap |= line.leftOut() || line.notFinite();
    if (line.leftOut()) {
      leftOut++;
      firstLeftOut = leftOut == 1 ? number : firstLeftOut;
    }
    switch (kind) {
      case POINT -> point(line);
      case CHECKPOINT -> {
        String path = line.checkpoint();
        if (path.isEmpty() || (length >= SHORTEST_WRAPPED && !CheckpointName.isComplete(path))) {
          open = path;
        } else {
          name(path);
        }
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
  private void name(String path) {
    if (path.indexOf('\uFFFD') >= 0) {
      troubles.add(LogTrouble.CHECKPOINT_NOT_TEXT);
    }
    String checkpoint = CheckpointName.key(path);
    evaluation.checkpoint(CheckpointName.written(path));
    addName(checkpoint);
    LogSection section = sections.get(sections.size() - 1);
    boolean same = checkpoint.equals(section.checkpoint());
    namedAgain = same && section.hasPoints();
    if (section.checkpoint() == null || !section.hasPoints()) {
      section.name(checkpoint);
    } else if (!same) {
      begin(checkpoint);
    }
  }

  private void addName(String checkpoint) {
    if (named.isEmpty()) {
      named = Set.of(checkpoint);
    } else if (!named.contains(checkpoint)) {
      named = new LinkedHashSet<>(named);
      named.add(checkpoint);
    }
  }

  private LogSection begin(@Nullable String checkpoint) {
    settle();
    LogSection section = new LogSection(checkpoint, List.of());
    sections.add(section);
    return section;
  }
}
