package org.papermetrics.logs;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.model.Curve;
import org.papermetrics.model.FileStamp;

/**
 * Saved state of one log: how far it was read and what was found in it.
 *
 * @param stamp of the file when it was last read; null before that
 * @param offset of the first byte that was not read
 * @param head digest of the log's first bytes
 * @param before digest of the bytes before the offset
 * @param skipping whether the offset is inside a line that is too long
 * @param newlines the number of newlines before the offset
 * @param troubles what is wrong with the content
 * @param content what the lines before the offset say
 */
public record LogState(
    @Nullable FileStamp stamp,
    long offset,
    long head,
    long before,
    boolean skipping,
    long newlines,
    Set<LogTrouble> troubles,
    Content content) {

  /**
   * What the lines of a log say.
   *
   * @param named the keys of all checkpoints that the log names
   * @param open the path that was named last, when the next line may be more of it; else null
   * @param namedAgain whether the checkpoint of the last part was named again after its last point
   * @param gap whether a line that is no point would have been one, after the last point
   * @param mixed whether the points of several checkpoints stand in disorder
   * @param leftOut the number of lines that begin as a point and are none
   * @param firstLeftOut the number of the first of them, counted from 1; 0 when there is none
   * @param sections the parts of the log, in order
   * @param evaluation what it says of its last evaluation
   */
  public record Content(
      Set<String> named,
      @Nullable String open,
      boolean namedAgain,
      boolean gap,
      boolean mixed,
      long leftOut,
      long firstLeftOut,
      List<Section> sections,
      EvaluationState evaluation) {
    /** Copies what it is given. */
    public Content {
      named =
          named.size() == 1
              ? Set.of(named.iterator().next().intern())
              : named.stream().map(String::intern).collect(Collectors.toUnmodifiableSet());
      sections = List.copyOf(sections);
    }
  }

  /**
   * The part of a log that is one evaluation.
   *
   * @param checkpoint its key; null when none is named
   * @param curves one for each audio file
   */
  public record Section(@Nullable String checkpoint, List<Curve> curves) {
    /** Copies the list. */
    public Section {
      checkpoint = checkpoint == null ? null : checkpoint.intern();
      curves = List.copyOf(curves);
    }
  }

  /** Copies what it is given and refuses a negative offset. */
  public LogState {
    if (offset < 0) {
      throw new IllegalArgumentException("an offset is not negative: " + offset);
    }
    troubles = Set.copyOf(troubles);
  }
}
