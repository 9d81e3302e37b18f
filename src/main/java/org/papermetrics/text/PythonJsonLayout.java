package org.papermetrics.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Re-indents JSON like Python's json.dump(indent=2) without touching tokens. */
public final class PythonJsonLayout {
  private static final byte[] SPACES = " ".repeat(32).getBytes(StandardCharsets.US_ASCII);

  private final OutputStream out;
  private long position;
  private int depth;
  private boolean justOpened;
  private boolean inString;
  private boolean escaped;

  public PythonJsonLayout(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  /** Writes the next piece of a document that is known to be valid JSON in UTF-8. */
  public void write(byte[] json, int from, int to) throws IOException {
    int i = from;
    while (i < to) {
      if (inString) {
        i = string(json, i, to);
      } else {
        between(json[i++]);
      }
    }
  }

  /** Writes a character that stands outside of strings. */
  public void write(char token) throws IOException {
    between((byte) token);
  }

  /** How many bytes it has made of what was written. */
  public long position() {
    return position;
  }

  public void flush() throws IOException {
    out.flush();
  }

  /** Writes what there is of a string, and gives the place after it. */
  private int string(byte[] json, int from, int to) throws IOException {
    int end = from;
    while (end < to && inString) {
      byte b = json[end++];
      inString = escaped || b != '"';
      escaped = !escaped && b == '\\';
    }
    out.write(json, from, end - from);
    position += end - from;
    return end;
  }

  private void between(byte b) throws IOException {
    switch (b) {
      case ' ', '\t', '\n', '\r' -> {}
      case '}', ']' -> {
        depth--;
        if (!justOpened) {
          newLine();
        }
        justOpened = false;
        put(b);
      }
      default -> {
        if (justOpened) {
          newLine();
          justOpened = false;
        }
        token(b);
      }
    }
  }

  private void token(byte b) throws IOException {
    put(b);
    switch (b) {
      case '{', '[' -> {
        depth++;
        justOpened = true;
      }
      case ',' -> newLine();
      case ':' -> put((byte) ' ');
      case '"' -> inString = true;
      default -> {}
    }
  }

  private void newLine() throws IOException {
    put((byte) '\n');
    for (int left = 2 * depth; left > 0; left -= SPACES.length) {
      int spaces = Math.min(left, SPACES.length);
      out.write(SPACES, 0, spaces);
      position += spaces;
    }
  }

  private void put(byte b) throws IOException {
    out.write(b);
    position++;
  }
}
