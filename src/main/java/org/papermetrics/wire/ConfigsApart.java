package org.papermetrics.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Run;

/**
 * The training configs of runs, each once: most runs are checkpoints of few experiments, and their
 * configs are nearly all that is said of them.
 */
final class ConfigsApart {
  private final Map<JsonText, Integer> numbers = new HashMap<>();
  private final IdentityHashMap<JsonText, Integer> known = new IdentityHashMap<>();

  ConfigsApart(Collection<Run> runs) {
    for (Run run : runs) {
      known.computeIfAbsent(
          run.trainingConfig(), config -> numbers.computeIfAbsent(config, c -> numbers.size()));
    }
  }

  /** The number of a run's config. */
  int numberOf(Run run) {
    return Objects.requireNonNull(known.get(run.trainingConfig()));
  }

  /** Writes the field with all of them by their numbers. */
  void write(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("configs");
    for (Map.Entry<JsonText, Integer> config : numbers.entrySet()) {
      Json.field(json, config.getValue().toString(), config.getKey());
    }
    json.writeEndObject();
  }
}
