package org.papermetrics.load;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.papermetrics.model.ConfigKind;
import org.papermetrics.model.JsonObject;
import org.papermetrics.model.Problem;
import org.papermetrics.model.TagRule;

/** Finds what is wrong with the values of a training config that can be read. */
final class ConfigCheck {
  private final List<TagRule> rules;

  ConfigCheck(List<TagRule> rules) {
    this.rules = List.copyOf(rules);
  }

  /** The problem of a file; empty when there is none. */
  Optional<Problem> problem(Path file, JsonObject object, Instant now) {
    ValueProblems problems = new ValueProblems();
    ConfigKind.keys()
        .forEach(
            (path, kind) -> {
              Optional<Object> value = object.at(path);
              if (object.notFinite().contains(path)) {
                problems.notFinite(path, kind.words());
              } else if (value.isPresent() && kind.read(value.get()).isEmpty()) {
                problems.missing(path, value.get(), kind.words());
              } else if (value.isPresent() && value.get() instanceof String) {
                problems.text(path);
              }
              if (object.repeated().contains(path)) {
                problems.repeated(path);
              }
            });
    rules.stream()
        .filter(rule -> !ConfigKind.keys().containsKey(rule.path()) && rule.holdsByText(object))
        .map(TagRule::path)
        .distinct()
        .forEach(problems::text);
    return problems.problem(Problem.Kind.CONFIG_VALUES, file, now);
  }
}
