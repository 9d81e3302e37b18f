package org.papermetrics.logs;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Set;

/**
 * Cuts the bytes of a log into lines. What ends a line on a terminal ends one here: a newline, a
 * carriage return, or both. Escape sequences, which a terminal does not show, are no text.
 */
final class LogText {
  private static final int ESCAPE = 0x1b;
  private static final int BELL = 7;

  private final Set<LogTrouble> troubles;
  private Charset charset = UTF_8;
  private boolean skipping;
  private long newlines;

  /** Receives the lines, each as UTF-8 that is valid during the call. */
  interface Lines {
    /**
     * Takes one line.
     *
     * @param number of the line, counted from 1, as programs count that know newlines only
     */
    void line(byte[] bytes, int from, int to, long number);
  }

  /**
   * Goes on after an earlier place.
   *
   * @param skipping whether the place is inside a line that is too long
   * @param newlines the number of newlines before the place
   * @param troubles to which is added what is wrong with the text
   */
  LogText(boolean skipping, long newlines, Set<LogTrouble> troubles) {
    this.skipping = skipping;
    this.newlines = newlines;
    this.troubles = troubles;
  }

  boolean isSkipping() {
    return skipping;
  }

  long newlines() {
    return newlines;
  }

  /** Takes the encoding from the first two bytes of the log, or fewer where there are no more. */
  void readMark(byte[] first) {
    int mark = first.length < 2 ? 0 : (first[0] & 0xff) << 8 | (first[1] & 0xff);
    charset = mark == 0xfffe ? UTF_16LE : mark == 0xfeff ? UTF_16BE : UTF_8;
  }

  /** Gives out the complete lines at the start of a buffer and says how many bytes they are. */
  int take(byte[] buffer, int filled, Lines lines) {
    return charset.equals(UTF_8)
        ? takeBytes(buffer, filled, lines)
        : takeUnits(buffer, filled, lines);
  }

  private int takeBytes(byte[] buffer, int filled, Lines lines) {
    int start = 0;
    boolean escaped = false;
    for (int i = 0; i < filled; i++) {
      int b = buffer[i];
      if ((b & 0xe0) != 0) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        line(buffer, start, i, escaped, lines);
        newlines += b == '\n' ? 1 : 0;
        start = i + 1;
        escaped = false;
      } else if (b == ESCAPE) {
        escaped = true;
      } else if (b == 0) {
        troubles.add(LogTrouble.BINARY);
      }
    }
    return start;
  }

  private int takeUnits(byte[] buffer, int filled, Lines lines) {
    int low = charset.equals(UTF_16LE) ? 0 : 1;
    int start = 0;
    for (int i = 0; i + 1 < filled; i += 2) {
      int b = buffer[i + low];
      if (buffer[i + 1 - low] != 0 || (b & 0xe0) != 0) {
        continue;
      }
      if (b == '\n' || b == '\r') {
        byte[] line = new String(buffer, start, i - start, charset).getBytes(UTF_8);
        line(line, 0, line.length, true, lines);
        newlines += b == '\n' ? 1 : 0;
        start = i + 2;
      } else if (b == 0) {
        troubles.add(LogTrouble.BINARY);
      }
    }
    return start;
  }

  /** Passes over a line that fills a whole buffer; what remains of it comes later. */
  void skipLine() {
    skipping = true;
    troubles.add(LogTrouble.LONG_LINE);
  }

  private void line(byte[] bytes, int from, int to, boolean escaped, Lines lines) {
    if (skipping) {
      skipping = false;
    } else if (escaped) {
      byte[] visible = Arrays.copyOfRange(bytes, from, to);
      lines.line(visible, 0, withoutEscapes(visible), newlines + 1);
    } else {
      lines.line(bytes, from, to, newlines + 1);
    }
  }

  /** Moves together what is not of an escape sequence and gives its length. */
  private static int withoutEscapes(byte[] bytes) {
    int length = 0;
    int i = 0;
    while (i < bytes.length) {
      if (bytes[i] == ESCAPE) {
        i = afterEscape(bytes, i + 1);
      } else {
        bytes[length++] = bytes[i++];
      }
    }
    return length;
  }

  /** Where the sequence ends whose escape character is before {@code at}, as ECMA-48 has it. */
  private static int afterEscape(byte[] bytes, int at) {
    int i = at;
    if (i < bytes.length && bytes[i] == ']') {
      while (i < bytes.length && bytes[i] != BELL && bytes[i] != ESCAPE) {
        i++;
      }
      return i < bytes.length && bytes[i] == BELL ? i + 1 : i;
    }
    boolean control = i < bytes.length && bytes[i] == '[';
    i += control ? 1 : 0;
    while (i < bytes.length && bytes[i] >= ' ' && bytes[i] < (control ? '@' : '0')) {
      i++;
    }
    return i < bytes.length && bytes[i] >= '0' && bytes[i] <= '~' ? i + 1 : i;
  }
}
