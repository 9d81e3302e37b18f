package org.papermetrics.load;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.PlainText;
import org.papermetrics.model.Problem;

/**
 * The values of one file that do not count, or not as they are written, joined into one problem.
 * Numbers are quoted, because numbers are what people search for; text never is.
 */
final class ValueProblems {
  private static final int NAMED = 5;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_NUMBER = 25;

  private final List<String> missing = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<String> notWhole = new ArrayList<>();

  /** A value that cannot be what its key asks for. */
  void missing(String key, @Nullable Object value, String expected) {
    missing.add(name(key) + " is " + words(value) + " instead of " + expected);
  }

  /** A number that is not finite. */
  void notFinite(String key, String expected) {
    missing.add(name(key) + " is not finite instead of " + expected);
  }

  /** Points of a list that are none. */
  void points(String key, long count) {
    missing.add(
        count
            + (count == 1 ? " item" : " items")
            + " of "
            + key
            + (count == 1 ? " has" : " have")
            + " no whole position, loss above 0 and perplexity above 1");
  }

  /** A number or boolean that is written as text. */
  void text(String key) {
    texts.add(name(key));
  }

  /** A key that stands more than once. */
  void repeated(String key) {
    repeated.add(name(key));
  }

  /** An accuracy over samples that is no whole number of correct answers. */
  void notWhole(String key, Number accuracy, String samplesKey, Number samples) {
    notWhole.add(
        name(key)
            + " is "
            + number(accuracy)
            + " of "
            + number(samples)
            + " ("
            + name(samplesKey)
            + "), which is no whole number of correct answers");
  }

  /** The problem; empty when everything counts as it is written. */
  Optional<Problem> problem(Problem.Kind kind, Path file, Instant now) {
    List<String> sentences = new ArrayList<>();
    if (!missing.isEmpty()) {
      sentences.add(joined(missing, "; ") + ". What cannot be used counts as missing.");
    }
    if (!texts.isEmpty()) {
      sentences.add(
          joined(texts, ", ")
              + (texts.size() == 1
                  ? " is written in quotes, and counts as what it says."
                  : " are written in quotes, and count as what they say."));
    }
    if (!repeated.isEmpty()) {
      sentences.add(
          joined(repeated, ", ")
              + (repeated.size() == 1 ? " stands" : " stand")
              + " more than once, of which the last counts.");
    }
    if (!notWhole.isEmpty()) {
      sentences.add(
          joined(notWhole, "; ")
              + ". Such an accuracy is shown, but has no interval and is not compared.");
    }
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                kind,
                file.toString(),
                file.getFileName()
                    + ": "
                    + String.join(" ", sentences)
                    + " Correct the file, or the program that writes it.",
                now));
  }

  private static String joined(List<String> all, String separator) {
    String named = String.join(separator, all.subList(0, Math.min(all.size(), NAMED)));
    return all.size() > NAMED ? named + " and " + (all.size() - NAMED) + " more" : named;
  }

  /** A key of the file, which may be of any length. */
  private static String name(String key) {
    return key.length() <= LONGEST_NAME ? key : key.substring(0, LONGEST_NAME) + "…";
  }

  /** What a value is, without saying more of it than its kind, or its number. */
  private static String words(@Nullable Object value) {
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof String text) {
      return PlainText.number(text)
          .map(number -> "a text that says " + number(number))
          .orElse(text.isBlank() ? "an empty text" : "a text");
    }
    if (value instanceof List<?>) {
      return "a list";
    }
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    return value instanceof Boolean ? "a boolean" : "nothing";
  }

  private static String number(Number number) {
    // A number may have a thousand digits, which all say the same: too large.
    String text =
        number instanceof BigInteger big && big.bitLength() > 100 ? "" : number.toString();
    return text.isEmpty() || text.length() > LONGEST_NUMBER ? "a number of many digits" : text;
  }
}
