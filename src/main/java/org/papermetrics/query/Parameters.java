package org.papermetrics.query;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.papermetrics.text.DidYouMean;

/** The parameters of a query, each read in its own form. */
public final class Parameters {
  private static final int NEAR_ENOUGH = 4;
  private static final int MOST_VALUES = 200;

  private final Map<String, ? extends Collection<String>> values;

  /**
   * The parameters as they were sent.
   *
   * @param values decoded, by name; those that may be repeated have several values
   * @throws QueryException when one is not known
   */
  public Parameters(Map<String, ? extends Collection<String>> values, List<String> known)
      throws QueryException {
    this.values = values;
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new QueryException(
            "There is no parameter '"
                + name
                + "'."
                + didYouMean(name, known)
                + " Known are "
                + String.join(", ", known)
                + ".");
      }
    }
  }

  /** A question with the nearest of the known names, empty when none is near. */
  static String didYouMean(String name, Collection<String> known) {
    return DidYouMean.toDotted(name, known, Math.min(NEAR_ENOUGH, name.length() / 2))
        .map(near -> " Did you mean " + near + "?")
        .orElse("");
  }

  /** All values of a parameter that may be repeated, each once. */
  List<String> all(String name) throws QueryException {
    Collection<String> all = values.get(name);
    return all == null ? List.of() : few(name, all);
  }

  /**
   * The parts of a parameter that stands once, each once.
   *
   * @param separator between two parts
   */
  List<String> parts(String name, Pattern separator) throws QueryException {
    Optional<String> text = one(name);
    return text.isPresent() ? few(name, List.of(separator.split(text.get(), -1))) : List.of();
  }

  /** Each value costs work for each run, so that their number has a bound. */
  private static List<String> few(String name, Collection<String> values) throws QueryException {
    if (values.size() > MOST_VALUES) {
      throw new QueryException(
          "`" + name + "` has " + values.size() + " values; " + MOST_VALUES + " are allowed.");
    }
    return values.stream().distinct().toList();
  }

  /** All values of a parameter, each one of a few words. */
  List<String> all(String name, List<String> words) throws QueryException {
    for (String value : all(name)) {
      if (!words.contains(value)) {
        throw new QueryException(
            "`" + name + "` is '" + value + "'; it is one of " + String.join(", ", words) + ".");
      }
    }
    return all(name);
  }

  /** The value of a parameter that stands once. */
  public Optional<String> one(String name) throws QueryException {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw new QueryException("`" + name + "` stands " + all.size() + " times; write it once.");
    }
    return all.stream().findFirst();
  }

  /** The value of a parameter that stands once and is one of a few words. */
  public Optional<String> one(String name, List<String> words) throws QueryException {
    all(name, words);
    return one(name);
  }

  /** A whole number that is not negative. */
  Optional<Long> count(String name) throws QueryException {
    Optional<String> text = one(name);
    if (text.isPresent() && !text.get().matches("[0-9]{1,18}")) {
      throw new QueryException(
          "`" + name + "` is '" + text.get() + "'; it is a whole number, 0 or more.");
    }
    return text.map(Long::valueOf);
  }
}
