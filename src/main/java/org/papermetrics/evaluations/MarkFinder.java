package org.papermetrics.evaluations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

/** Finds the {@link Mark} on a line, in bytes, because nearly every line has none. */
final class MarkFinder {
  /** No mark is on a longer line. */
  private static final int LONGEST = 4096;

  /** By the first byte of their words. */
  private static final List<List<Word>> WORDS = words();

  private static final class Word {
    private final byte[] bytes;
    private final Mark mark;

    Word(byte[] bytes, Mark mark) {
      this.bytes = bytes;
      this.mark = mark;
    }

    boolean isAt(byte[] line, int from, int to) {
      int end = from + bytes.length;
      return end <= to && Arrays.equals(line, from, end, bytes, 0, bytes.length);
    }
  }

  private MarkFinder() {}

  /**
   * A mark that was found.
   *
   * @param match of its expression
   */
  record Found(Mark mark, Matcher match) {
    /** A group of the expression as a number, -1 when it is too large to be one. */
    int number(int group) {
      String digits = match.group(group);
      return digits == null || digits.length() > 9 ? -1 : Integer.parseInt(digits);
    }
  }

  /** The mark on a line, empty when there is none. */
  static Optional<Found> find(byte[] line, int from, int to) {
    if (to - from > LONGEST) {
      return Optional.empty();
    }
    Set<Mark> possible = possible(line, from, to);
    if (possible.isEmpty()) {
      return Optional.empty();
    }
    String text = new String(line, from, to - from, UTF_8).stripTrailing();
    return possible.stream()
        .map(mark -> new Found(mark, mark.pattern().matcher(text)))
        .filter(found -> found.match().find())
        .findFirst();
  }

  private static Set<Mark> possible(byte[] line, int from, int to) {
    Set<Mark> possible = at(line, from, to, Set.of());
    for (int i = from + 2; i < to; i++) {
      if (line[i - 1] == ' ' && line[i - 2] == '-') {
        possible = at(line, i, to, possible);
      }
    }
    return possible;
  }

  private static Set<Mark> at(byte[] line, int at, int to, Set<Mark> before) {
    Set<Mark> possible = before;
    if (at < to) {
      for (Word word : WORDS.get(line[at] & 0xff)) {
        if (word.isAt(line, at, to)) {
          possible = possible.isEmpty() ? EnumSet.noneOf(Mark.class) : possible;
          possible.add(word.mark);
        }
      }
    }
    return possible;
  }

  private static List<List<Word>> words() {
    List<List<Word>> words = new ArrayList<>();
    for (int i = 0; i < 256; i++) {
      words.add(new ArrayList<>());
    }
    for (Mark mark : Mark.values()) {
      for (String word : mark.words()) {
        byte[] bytes = word.getBytes(UTF_8);
        words.get(bytes[0] & 0xff).add(new Word(bytes, mark));
      }
    }
    return words;
  }
}
