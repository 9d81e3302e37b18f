package org.papermetrics.export;

/**
 * Text of one line that means what it looks like: white space is a space, and characters that are
 * seen only by what they do to others, such as those that turn the direction, are left out.
 *
 * @param text of at most so many characters
 * @param exact whether it is the original but for white space
 */
record CleanText(String text, boolean exact) {
  private static final int LONGEST = 200;

  /** The clean text of any. */
  static CleanText of(String original) {
    StringBuilder text = new StringBuilder();
    boolean exact = true;
    int length = 0;
    int[] points = original.codePoints().limit(10L * LONGEST).toArray();
    for (int point : points) {
      if (length == LONGEST) {
        return new CleanText(text.append('…').toString(), false);
      }
      if (isSpace(point)) {
        if (text.length() > 0 && text.charAt(text.length() - 1) != ' ') {
          text.append(' ');
        }
        continue;
      }
      switch (Character.getType(point)) {
        case Character.CONTROL, Character.FORMAT -> exact = false;
        case Character.SURROGATE -> {
          text.append('\uFFFD');
          exact = false;
          length++;
        }
        default -> {
          text.appendCodePoint(point);
          length++;
        }
      }
    }
    return new CleanText(text.toString().strip(), exact && points.length < 10 * LONGEST);
  }

  private static boolean isSpace(int point) {
    return (point >= '\t' && point <= '\r') || Character.isSpaceChar(point);
  }
}
