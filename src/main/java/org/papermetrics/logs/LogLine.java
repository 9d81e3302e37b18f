package org.papermetrics.logs;

import java.nio.charset.StandardCharsets;
import org.papermetrics.model.RunKey;

/**
 * Finds what matters on one line of an evaluation log, wherever on the line it stands: the
 * checkpoint, or the loss and perplexity at a position in one of the formats that evaluations
 * write. Works on bytes and is used again for every line, because a large tree has hundreds of
 * thousands of them.
 */
final class LogLine {
  private static final byte[] CHECKPOINT = "Checkpoint".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] POSITION = "Position".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LOSS = "Loss".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AVERAGE_LOSS_IS = "avg_loss=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] MODE = "Mode".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] BASELINE = "BASELINE".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LOSS_IS = "loss=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PPL = "PPL".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PERPLEXITY_IS = "perplexity=".getBytes(StandardCharsets.US_ASCII);

  /** What a line says. */
  enum Kind {
    /** It names the checkpoint; see {@link LogLine#checkpoint()}. */
    CHECKPOINT,
    /**
     * It is a point; see {@link LogLine#position()}, {@link LogLine#loss()}, {@link
     * LogLine#perplexity()}.
     */
    POINT,
    /** Nothing that matters. */
    OTHER
  }

  private byte[] bytes = {};
  private int at;
  private int end;
  private String checkpoint = "";
  private int position;
  private int length;
  private final LogNumber loss = new LogNumber();
  private final LogNumber perplexity = new LogNumber();
  private boolean leftOut;
  private boolean notFinite;

  /** Reads the line that stands from {@code from} to before {@code to}, without its newline. */
  Kind read(byte[] buffer, int from, int to) {
    bytes = buffer;
    end = to;
    leftOut = false;
    notFinite = false;
    for (int i = from; i < to; i++) {
      if (buffer[i] == 'P') {
        at = i;
        if (word(POSITION) && point()) {
          return Kind.POINT;
        }
      } else if (buffer[i] == 'C') {
        at = i;
        if (word(CHECKPOINT) && named()) {
          return Kind.CHECKPOINT;
        }
      } else if (buffer[i] == 'M' && (i == from || !isLetter(buffer[i - 1]))) {
        at = i;
        if (word(MODE) && baseline()) {
          return Kind.CHECKPOINT;
        }
      }
    }
    return Kind.OTHER;
  }

  /**
   * The checkpoint path, as written: up to where a path in the usual layout ends and something else
   * follows, else the rest of the line; empty when nothing stands there.
   */
  String checkpoint() {
    return checkpoint;
  }

  /** The token position. */
  int position() {
    return position;
  }

  /** The length of the audio file in tokens; 0 when the line does not say. */
  int length() {
    return length;
  }

  /** The loss in nats per token. */
  double loss() {
    return loss.value();
  }

  /** The perplexity. */
  double perplexity() {
    return perplexity.value();
  }

  /**
   * Whether something on the line begins as a point and is none: a number in it is cut off, or loss
   * and perplexity do not fit.
   */
  boolean leftOut() {
    return leftOut;
  }

  /** Whether something on the line would be a point, but is {@code nan} or {@code inf}. */
  boolean notFinite() {
    return notFinite;
  }

  private boolean named() {
    spaces();
    if (!character(':')) {
      return false;
    }
    checkpoint = CheckpointName.of(new String(bytes, at, end - at, StandardCharsets.UTF_8));
    return true;
  }

  /** An evaluation without a checkpoint says that it is one of the pretrained model. */
  private boolean baseline() {
    spaces();
    if (!character(':')) {
      return false;
    }
    spaces();
    checkpoint = RunKey.NO_CHECKPOINT;
    return word(BASELINE) && (at == end || !isLetter(bytes[at]));
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
  }

  /**
   * {@code 1000: Loss 5.9366 | PPL 378.66}, {@code 1000/44000: loss=5.9366, perplexity=378.66} or
   * {@code 1000/44000: avg_loss=5.9366}, whose perplexity follows.
   */
  private boolean point() {
    if (spaces() == 0 || !positionDigits()) {
      return false;
    }
    int total = at + 1;
    if (character('/')) {
      digits();
    }
    length = at > total && at - total <= 9 ? number(total, at) : 0;
    if (!character(':')) {
      return false;
    }
    spaces();
    if (word(AVERAGE_LOSS_IS)) {
      LogNumber.Kind kind = number(loss);
      perplexity.setExponentialOf(loss);
      return kind != LogNumber.Kind.NONE && judged(kind);
    }
    boolean listed = word(LOSS);
    if (!(listed ? spaces() > 0 : word(LOSS_IS))) {
      return false;
    }
    return switch (number(loss)) {
      case NUMBER -> judged(listed ? perplexityAfter('|') : perplexityIsAfter(','));
      case CUT -> judged(LogNumber.Kind.CUT);
      case NOT_FINITE, NONE -> false;
    };
  }

  private LogNumber.Kind perplexityAfter(char separator) {
    return separator(separator) && word(PPL) && spaces() > 0
        ? number(perplexity)
        : LogNumber.Kind.NONE;
  }

  private LogNumber.Kind perplexityIsAfter(char separator) {
    return separator(separator) && word(PERPLEXITY_IS) ? number(perplexity) : LogNumber.Kind.NONE;
  }

  private LogNumber.Kind number(LogNumber number) {
    LogNumber.Kind kind = number.read(bytes, at, end);
    notFinite |= kind == LogNumber.Kind.NOT_FINITE;
    at = number.end();
    return kind;
  }

  /** Whether what has a loss is a point, as its perplexity is one. */
  private boolean judged(LogNumber.Kind perplexityKind) {
    boolean fits =
        perplexityKind == LogNumber.Kind.NUMBER && LogNumber.areLossAndPerplexity(loss, perplexity);
    leftOut |= !fits && perplexityKind != LogNumber.Kind.NOT_FINITE;
    return fits;
  }

  private boolean separator(char c) {
    spaces();
    boolean found = character(c);
    spaces();
    return found;
  }

  private boolean positionDigits() {
    int from = at;
    digits();
    if (at == from || at - from > 9) {
      return false;
    }
    position = number(from, at);
    return true;
  }

  private int number(int from, int to) {
    return Integer.parseInt(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
  }

  private void digits() {
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
  }

  private int spaces() {
    int from = at;
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
    return at - from;
  }

  private boolean character(char c) {
    if (at < end && bytes[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private boolean word(byte[] word) {
    if (end - at < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    at += word.length;
    return true;
  }
}
