package org.papermetrics.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Re-indents JSON like Python's json.dump(indent=2) without touching tokens. */
public final class PythonJsonLayout {
  private final OutputStream out;
  private int depth;
  private boolean justOpened;
  private boolean inString;
  private boolean escaped;

  public PythonJsonLayout(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  /** Writes the next piece of a document that is known to be valid JSON in UTF-8. */
  public void write(byte[] json, int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      byte b = json[i];
      if (inString) {
        inString(b);
      } else {
        between(b);
      }
    }
  }

  /** Writes a character that stands outside of strings. */
  public void write(char token) throws IOException {
    between((byte) token);
  }

  public void flush() throws IOException {
    out.flush();
  }

  private void inString(byte b) throws IOException {
    out.write(b);
    if (escaped) {
      escaped = false;
    } else if (b == '\\') {
      escaped = true;
    } else if (b == '"') {
      inString = false;
    }
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
        out.write(b);
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
    out.write(b);
    switch (b) {
      case '{', '[' -> {
        depth++;
        justOpened = true;
      }
      case ',' -> newLine();
      case ':' -> out.write(' ');
      case '"' -> inString = true;
      default -> {}
    }
  }

  private void newLine() throws IOException {
    out.write(('\n' + "  ".repeat(depth)).getBytes(StandardCharsets.US_ASCII));
  }
}
