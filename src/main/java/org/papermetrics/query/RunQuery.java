package org.papermetrics.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** Which runs of a board somebody asks for, in which order and form, and what of them. */
public final class RunQuery {
  private static final String FIELDS = "fields";

  /** All parameters of such a query. */
  public static final List<String> KNOWN =
      List.of(
          "id",
          "tag",
          "training",
          "data",
          "ttt",
          "lora",
          "min_step",
          "max_step",
          "q",
          "where",
          "sort",
          FIELDS,
          "limit",
          "offset",
          "format");

  /** The parameters that choose runs, their order and the form of the answer. */
  public static final List<String> CHOICES =
      KNOWN.stream().filter(name -> !name.equals(FIELDS)).toList();

  /** The form of the answer. */
  public enum Format {
    /** As the API gives everything. */
    JSON,
    /** RFC 4180. */
    CSV,
    /** A table for a paper. */
    LATEX,
    /** The same for texts. */
    MARKDOWN;

    /** The value of the parameter {@code format}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final List<String> YES_OR_NO = List.of("yes", "no");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final Snapshot board;
  private final Fields fields;
  private final List<Predicate<Run>> filters = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final Optional<Order> order;
  private final Optional<List<String>> names;
  private final long offset;
  private final long limit;
  private final Format format;

  private RunQuery(Parameters parameters, Snapshot board) throws QueryException {
    this.board = board;
    this.fields = new Fields(board);
    filter(parameters);
    for (String text : parameters.all("where")) {
      conditions.add(Condition.parse("where", text, fields));
    }
    for (String part : List.of("ttt", "lora")) {
      Optional<String> answer = parameters.one(part, YES_OR_NO);
      if (answer.isPresent()) {
        conditions.add(Condition.parse(part, part + "=" + answer.get(), fields));
      }
    }
    Optional<String> sort = parameters.one("sort");
    this.order =
        sort.isPresent() ? Optional.of(Order.parse("sort", sort.get(), fields)) : Optional.empty();
    this.names =
        parameters.one(FIELDS).isPresent()
            ? Optional.of(parameters.parts(FIELDS, COMMA))
            : Optional.empty();
    for (String name : names.orElse(List.of())) {
      if (!Fields.isPattern(name)) {
        fields.named(FIELDS, name);
      }
    }
    this.offset = parameters.count("offset").orElse(0L);
    this.limit = parameters.count("limit").orElse(Long.MAX_VALUE);
    this.format = format(parameters, List.of(Format.values()));
  }

  /**
   * The query that some parameters say.
   *
   * @param parameters decoded, by name; those that may be repeated have several values
   * @throws QueryException when they say nothing that can be answered
   */
  public static RunQuery of(Map<String, ? extends Collection<String>> parameters, Snapshot board)
      throws QueryException {
    return of(new Parameters(parameters, KNOWN), board);
  }

  /** The query that those of some parameters say that are {@link #CHOICES} or {@code fields}. */
  public static RunQuery of(Parameters parameters, Snapshot board) throws QueryException {
    return new RunQuery(parameters, board);
  }

  /**
   * The form that is asked for, JSON where none is.
   *
   * @param possible those that there are
   * @throws QueryException when it is none of these
   */
  public static Format format(Parameters parameters, List<Format> possible) throws QueryException {
    return parameters
        .one("format", possible.stream().map(Format::word).toList())
        .map(word -> Format.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(Format.JSON);
  }

  /** The form of the answer. */
  public Format format() {
    return format;
  }

  /** The runs that are asked for. */
  public QueryResult find() {
    return find(names);
  }

  /** The same, with these fields of each where none are asked for. */
  public QueryResult find(List<String> usual) {
    return find(Optional.of(names.orElse(usual)));
  }

  private QueryResult find(Optional<List<String>> shownFields) {
    List<Run> matched = sorted(board.runs().stream().filter(this::passes).toList());
    List<Run> shown = matched.stream().skip(offset).limit(limit).toList();
    return new QueryResult(
        matched.size(),
        shown,
        shownFields.map(list -> fields.expand(list, shown)),
        standardColumns());
  }

  private void filter(Parameters parameters) throws QueryException {
    List<String> ids = parameters.all("id");
    if (!ids.isEmpty()) {
      filters.add(run -> ids.contains(run.id()));
    }
    for (List<String> tags :
        List.of(
            parameters.all("tag"),
            parameters.all("training", TagFamilies.TRAINING),
            parameters.all("data", TagFamilies.DATA))) {
      Predicate<Collection<String>> wanted = TagFamilies.wanting(tags);
      filters.add(run -> wanted.test(run.tags()));
    }
    parameters.count("min_step").ifPresent(s -> filters.add(run -> run.checkpointStep() >= s));
    parameters.count("max_step").ifPresent(s -> filters.add(run -> run.checkpointStep() <= s));
    List<String> words =
        parameters.parts("q", SPACE).stream().map(word -> word.toLowerCase(Locale.ROOT)).toList();
    if (!words.isEmpty()) {
      filters.add(run -> words.stream().allMatch(searched(run)::contains));
    }
  }

  private static String searched(Run run) {
    return String.join(
            "\n", run.name(), run.id(), run.checkpointPath(), run.notes(), run.annotation().text())
        .toLowerCase(Locale.ROOT);
  }

  private boolean passes(Run run) {
    return filters.stream().allMatch(filter -> filter.test(run));
  }

  private List<Run> sorted(List<Run> runs) {
    List<Field> needed = new ArrayList<>(conditions.stream().map(Condition::field).toList());
    List<Field> keys = order.map(Order::fields).orElse(List.of());
    needed.addAll(keys);
    if (needed.isEmpty()) {
      return runs;
    }
    RunValues.Reader reader = new RunValues.Reader(needed);
    List<Ranked> ranked = new ArrayList<>();
    for (Run run : runs) {
      RunValues values = reader.of(run);
      if (conditions.stream().allMatch(condition -> condition.holds(values))) {
        ranked.add(
            new Ranked(run, keys.stream().map(key -> Order.sortable(key.rank(values))).toList()));
      }
    }
    order.ifPresent(o -> ranked.sort(Comparator.comparing(Ranked::by, o.comparator())));
    return ranked.stream().map(Ranked::run).toList();
  }

  private List<QueryResult.Column> standardColumns() {
    List<QueryResult.Column> columns = new ArrayList<>();
    for (Columns.Column column : Columns.STANDARD) {
      Field field = fields.expand(List.of(column.field()), List.of()).get(0);
      columns.add(
          new QueryResult.Column(
              column.label(), field.metrics().isEmpty() ? field : field.ofNumbers()));
    }
    return columns;
  }

  private record Ranked(Run run, List<Value> by) {}
}
