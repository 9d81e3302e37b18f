package org.papermetrics.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The order of runs by some fields: numbers, then text, then what is missing, in both directions;
 * equal runs stay in the order of the board. The page has the same order.
 */
final class Order {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");
  private static final Comparator<Value> NUMBERS_FIRST =
      Comparator.comparingInt(v -> v instanceof Value.Digits ? 0 : 1);

  private final List<Key> keys;

  private record Key(Field field, boolean descending) {}

  private static final int MOST_KEYS = 20;

  private Order(List<Key> keys) {
    this.keys = keys;
  }

  /** The order of a list of fields, those with a hyphen before them descending. */
  static Order parse(String parameter, String text, Fields fields) throws QueryException {
    List<Key> keys = new ArrayList<>();
    String[] names = text.split(",", -1);
    if (names.length > MOST_KEYS) {
      throw new QueryException(
          "`" + parameter + "` has " + names.length + " keys; " + MOST_KEYS + " are allowed.");
    }
    for (String name : names) {
      boolean descending = name.startsWith("-");
      keys.add(new Key(fields.named(parameter, descending ? name.substring(1) : name), descending));
    }
    return new Order(keys);
  }

  List<Field> fields() {
    return keys.stream().map(Key::field).toList();
  }

  /** Which of the fields' ranks, in the order of the fields, comes first. */
  Comparator<List<Value>> comparator() {
    List<Comparator<Value>> each = keys.stream().map(key -> order(key.descending())).toList();
    return (a, b) -> {
      int order = 0;
      for (int i = 0; i < each.size() && order == 0; i++) {
        order = each.get(i).compare(a.get(i), b.get(i));
      }
      return order;
    };
  }

  /** What a value is compared by: {@code CP900} comes before {@code CP1000}. */
  static Value sortable(Value value) {
    if (value instanceof Value.Digits || value.isMissing()) {
      return value;
    }
    return new Value.Text(
        NUMBER
            .matcher(value.text().toLowerCase(Locale.ROOT))
            .replaceAll(digits -> "0".repeat(19 - digits.group().length()) + digits.group()));
  }

  private static Comparator<Value> order(boolean descending) {
    Comparator<Value> values = Order::compare;
    return Comparator.comparing(Value::isMissing)
        .thenComparing(NUMBERS_FIRST)
        .thenComparing(descending ? values.reversed() : values);
  }

  private static int compare(Value a, Value b) {
    return a instanceof Value.Digits x && b instanceof Value.Digits y
        ? Double.compare(x.number(), y.number())
        : a.text().compareTo(b.text());
  }
}
