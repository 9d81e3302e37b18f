package org.papermetrics.logs;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what matters on one line of an evaluation log, wherever on the line it stands: the
 * checkpoint, or the loss and perplexity at a position in either of the two formats that
 * evaluations write. Works on bytes and is used again for every line, because a large tree has
 * hundreds of thousands of them.
 */
final class LogLine {
  private static final byte[] CHECKPOINT = "Checkpoint".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] POSITION = "Position".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LOSS = "Loss".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LOSS_IS = "loss=".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PPL = "PPL".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PERPLEXITY_IS = "perplexity=".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern CHECKPOINT_PATH =
      Pattern.compile("^.*?/checkpoint_\\d+(/consolidated)?/?(?=[\\s,;|)\\]\"'])");

  private static final int MOST_EXACT_DIGITS = 16;
  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

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
  private double loss;
  private double perplexity;

  /** Reads the line that stands from {@code from} to before {@code to}, without its newline. */
  Kind read(byte[] buffer, int from, int to) {
    bytes = buffer;
    end = to;
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
      }
    }
    return Kind.OTHER;
  }

  /**
   * The checkpoint path, as written: up to where a path in the usual layout ends and something else
   * follows, else the rest of the line.
   */
  String checkpoint() {
    return checkpoint;
  }

  /** The token position. */
  int position() {
    return position;
  }

  /** The loss in nats per token; may be infinite where the log has more than a number can hold. */
  double loss() {
    return loss;
  }

  /** The perplexity; may be infinite where the log has more than a number can hold. */
  double perplexity() {
    return perplexity;
  }

  private boolean named() {
    spaces();
    if (!character(':')) {
      return false;
    }
    checkpoint = new String(bytes, at, end - at, StandardCharsets.UTF_8).strip();
    Matcher path = CHECKPOINT_PATH.matcher(checkpoint);
    if (path.find()) {
      checkpoint = path.group();
    }
    return !checkpoint.isEmpty();
  }

  /**
   * {@code 1000: Loss 5.9366 | PPL 378.66} or {@code 1000/44000: loss=5.9366, perplexity=378.66}.
   */
  private boolean point() {
    if (spaces() == 0 || !positionDigits()) {
      return false;
    }
    if (character('/')) {
      digits();
    }
    if (!character(':')) {
      return false;
    }
    spaces();
    return word(LOSS)
        ? spaces() > 0
            && lossNumber()
            && separator('|')
            && word(PPL)
            && spaces() > 0
            && perplexityNumber()
        : word(LOSS_IS)
            && lossNumber()
            && separator(',')
            && word(PERPLEXITY_IS)
            && perplexityNumber();
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
    position = Integer.parseInt(new String(bytes, from, at - from, StandardCharsets.US_ASCII));
    return true;
  }

  private boolean lossNumber() {
    loss = number();
    return !Double.isNaN(loss);
  }

  private boolean perplexityNumber() {
    perplexity = number();
    return !Double.isNaN(perplexity);
  }

  /** The number here, or NaN where there is none; {@code nan} and {@code inf} count as none. */
  private double number() {
    int from = at;
    while (at < end && isOfNumber(bytes[at])) {
      at++;
    }
    // A sentence may end right after the number.
    int to = at;
    while (to > from && (bytes[to - 1] == '.' || bytes[to - 1] == '-' || bytes[to - 1] == '+')) {
      to--;
    }
    if (to == from) {
      return Double.NaN;
    }
    double simple = simple(from, to);
    if (!Double.isNaN(simple)) {
      return simple;
    }
    try {
      return Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /**
   * Digits with at most one point, few enough that digits and power of ten are exact doubles, so
   * that their quotient is the nearest one; NaN for every other text.
   */
  private double simple(int from, int to) {
    long digits = 0;
    int decimals = -1;
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '.' && decimals < 0) {
        decimals = 0;
      } else if (b >= '0' && b <= '9') {
        digits = digits * 10 + (b - '0');
        decimals += decimals < 0 ? 0 : 1;
      } else {
        return Double.NaN;
      }
    }
    boolean exact = to - from <= MOST_EXACT_DIGITS && decimals != to - from - 1;
    return exact ? digits / POWERS_OF_TEN[Math.max(0, decimals)] : Double.NaN;
  }

  private static boolean isOfNumber(byte b) {
    return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
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
