package org.papermetrics.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.ConfigKind;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.PlainText;
import org.papermetrics.model.PythonTime;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;

/** The names of all there is to ask of the runs of a board. */
final class Fields {
  private static final String METRICS = "metrics.";
  private static final String CONFIG = "training_config.";
  private static final String ALL = "*";

  private static final Map<String, Field> OF_A_RUN =
      Stream.concat(
              Stream.of(
                  ofRun("id", run -> Value.text(run.id())),
                  ofRun("name", run -> Value.text(run.name())),
                  ofRun("checkpoint_path", run -> Value.text(run.checkpointPath())),
                  ofRun("checkpoint_step", run -> digits(run.checkpointStep())),
                  ofRun(
                      "evaluation_timestamp",
                      run -> new Value.Text(PythonTime.isoFormat(run.evaluatedAt()))),
                  ofRun("unavailable_since", Fields::unavailableSince),
                  enabled("ttt"),
                  enabled("lora"),
                  MetricRules.average("avg"),
                  MetricRules.tasks("tasks"),
                  ofRun("has_progression", run -> truth(!run.progression().isEmpty())),
                  ofRun(
                      "tags",
                      run -> run.tags().isEmpty() ? Value.missing() : new Value.Words(run.tags())),
                  ofRun("notes", run -> Value.text(run.notes())),
                  ofRun(
                      "annotation",
                      run ->
                          run.annotation().text().isEmpty()
                              ? Value.missing()
                              : Value.text(run.annotation().text())),
                  ofRun("starred", run -> truth(run.annotation().starred())),
                  ofRun("metrics", run -> new Value.Json(run.metrics().toString())),
                  ofRun("training_config", run -> new Value.Json(run.trainingConfig().toString()))),
              PrefixFields.all())
          .collect(
              Collectors.toMap(Field::name, Function.identity(), (a, b) -> a, LinkedHashMap::new));

  /** A name that none of so many runs has is looked for in all runs together with the others. */
  private static final int RUNS_FOR_EACH_NAME = 100;

  private final Snapshot board;
  private @Nullable Set<String> allPaths;

  Fields(Snapshot board) {
    this.board = board;
  }

  /**
   * The field of a name.
   *
   * @param parameter where the name stands, for the message
   * @throws QueryException when no run can have it, or none on the board has
   */
  Field named(String parameter, String name) throws QueryException {
    Field field = find(name);
    if (field == null || !isKnown(field)) {
      String why = field == null ? "which is no field." : "which no run on the board has.";
      throw new QueryException(
          "`"
              + parameter
              + "` names '"
              + name
              + "', "
              + why
              + Parameters.didYouMean(name, candidates()));
    }
    return field;
  }

  /**
   * The columns that a list of names asks for, each once.
   *
   * @param runs those that are shown, which say what a name that ends with {@code *} stands for
   */
  List<Field> expand(List<String> names, List<Run> runs) {
    Map<String, Field> fields = new LinkedHashMap<>();
    Map<String, Set<String>> paths = new HashMap<>();
    for (String name : names) {
      for (String one : isPattern(name) ? matching(name, runs, paths) : List.of(name)) {
        Field field = find(one);
        if (field != null) {
          fields.putIfAbsent(one, field);
        }
      }
    }
    return List.copyOf(fields.values());
  }

  /** Whether a name stands for all fields that begin like it. */
  static boolean isPattern(String name) {
    return name.equals(ALL) || name.equals(METRICS + ALL) || isConfigPattern(name);
  }

  private static boolean isConfigPattern(String name) {
    return name.startsWith(CONFIG) && name.endsWith("." + ALL);
  }

  private static List<String> matching(
      String pattern, List<Run> runs, Map<String, Set<String>> paths) {
    List<String> names = new ArrayList<>();
    if (pattern.equals(ALL)) {
      OF_A_RUN.keySet().stream().filter(name -> !isWholeFile(name)).forEach(names::add);
    }
    if (!isConfigPattern(pattern)) {
      names.addAll(paths.computeIfAbsent(METRICS, p -> paths(p, runs, Run::metrics)));
    }
    if (!pattern.equals(METRICS + ALL)) {
      String start =
          pattern.equals(ALL) ? CONFIG : pattern.substring(0, pattern.length() - ALL.length());
      paths.computeIfAbsent(CONFIG, p -> paths(p, runs, Run::trainingConfig)).stream()
          .filter(path -> path.startsWith(start))
          .forEach(names::add);
    }
    return names;
  }

  private static Set<String> paths(String prefix, List<Run> runs, Function<Run, JsonText> file) {
    Set<String> paths = new LinkedHashSet<>();
    for (Run run : runs) {
      JsonPaths.leaves(file.apply(run)).forEach(path -> paths.add(prefix + path));
    }
    return paths;
  }

  private @Nullable Field find(String name) {
    if (name.startsWith(METRICS) && name.length() > METRICS.length()) {
      return MetricRules.field(name, name.substring(METRICS.length()), board.metrics());
    }
    if (name.startsWith(CONFIG) && name.length() > CONFIG.length()) {
      String path = name.substring(CONFIG.length());
      return new Field(
          name,
          Set.of(),
          Set.of(path),
          run -> configured(path, run.config(path)),
          run -> comparable(path, run.config(path)));
    }
    return OF_A_RUN.get(name);
  }

  /** Whether it is always there, or some run has it, be it empty. */
  private boolean isKnown(Field field) {
    String name = field.name();
    if (OF_A_RUN.containsKey(name) || standard().anyMatch(name::equals) || board.runs().isEmpty()) {
      return true;
    }
    RunValues.Reader reader = new RunValues.Reader(List.of(field));
    String key = name.substring(name.indexOf('.') + 1);
    return board.runs().stream()
            .limit(RUNS_FOR_EACH_NAME)
            .map(reader::of)
            .anyMatch(run -> run.metrics().containsKey(key) || run.config().containsKey(key))
        || (board.runs().size() > RUNS_FOR_EACH_NAME && allPaths().contains(name));
  }

  /** All paths in the files of all runs, with the objects on the way; read once for a query. */
  private Set<String> allPaths() {
    if (allPaths == null) {
      allPaths = new HashSet<>();
      for (String path : candidates()) {
        for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
          allPaths.add(path.substring(0, end));
        }
      }
    }
    return allPaths;
  }

  private Stream<String> standard() {
    return Stream.concat(
            Columns.STANDARD.stream().map(Columns.Column::field),
            board.metrics().stream().map(MetricDefinition::key).map(METRICS::concat))
        .filter(name -> name.startsWith(METRICS));
  }

  private Set<String> candidates() {
    Set<String> names = new LinkedHashSet<>(OF_A_RUN.keySet());
    standard().forEach(names::add);
    names.addAll(paths(METRICS, board.runs(), Run::metrics));
    names.addAll(paths(CONFIG, board.runs(), Run::trainingConfig));
    return names;
  }

  private static boolean isWholeFile(String name) {
    return Arrays.asList("metrics", "training_config").contains(name);
  }

  private static Field ofRun(String name, Function<Run, Value> value) {
    return Field.ofRun(name, values -> value.apply(values.run()));
  }

  private static Field enabled(String part) {
    String path = part + ".enable";
    return new Field(
        part, Set.of(), Set.of(path), run -> new Value.Text(isOn(run.config(path)) ? "yes" : "no"));
  }

  private static boolean isOn(Value value) {
    return ConfigKind.SWITCH.read(value.plain()).equals(Optional.of(true));
  }

  /** A number or boolean where one is asked for, be it written as text; else what is written. */
  private static Value configured(String path, Value written) {
    ConfigKind kind = ConfigKind.keys().get(path);
    if (kind == null || !(written instanceof Value.Text)) {
      return written;
    }
    Object read = kind.read(written.plain()).orElse(null);
    if (read instanceof Number number) {
      return Value.of(number);
    }
    return read instanceof Boolean truth ? Value.of(truth.booleanValue()) : written;
  }

  /** Text that says a number is compared as that number, whatever the key asks for. */
  private static Value comparable(String path, Value written) {
    return configured(path, written) instanceof Value.Text text
        ? PlainText.number(text.text()).map(Value::of).orElse(text)
        : configured(path, written);
  }

  private static Value unavailableSince(Run run) {
    return run.unavailableSince() == null
        ? Value.missing()
        : new Value.Text(run.unavailableSince().toString());
  }

  private static Value truth(boolean is) {
    return Value.of(is);
  }

  private static Value digits(long number) {
    return new Value.Digits(Long.toString(number));
  }
}
