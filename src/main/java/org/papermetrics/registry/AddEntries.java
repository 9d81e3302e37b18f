package org.papermetrics.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.papermetrics.model.RunKey;

/** Registry edit: append the runs that are missing. */
final class AddEntries implements RegistryEdit {
  private static final String CHECKPOINT_PATH = "checkpoint_path";
  private static final String RESULTS_FILE = "results_file";
  private static final String ADDED = "added_at";

  /** The fields of an entry. */
  static final Set<String> FIELDS = Set.of(CHECKPOINT_PATH, RESULTS_FILE, ADDED);

  private static final DateTimeFormatter ADDED_AT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);
  // Python opens files in the encoding of the locale, which need not be UTF-8.
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final List<RegistryEntry> wanted = new ArrayList<>();
  private final String addedAt;

  AddEntries(Collection<NewRun> runs, RegistryPaths place, LocalDateTime now) {
    for (NewRun run : runs) {
      wanted.add(place.entry(run.checkpointPath(), run.resultsFile()));
    }
    this.addedAt = ADDED_AT.format(now);
  }

  @Override
  public Plan plan(RegistryVersion before) {
    Map<RunKey, RegistryEntry> missing = new LinkedHashMap<>();
    Map<Path, RunKey> results = new HashMap<>();
    for (RegistryEntry entry : wanted) {
      if (!missing.containsKey(entry.key())
          && results.putIfAbsent(entry.results(), entry.key()) == null) {
        missing.put(entry.key(), entry);
      }
    }
    for (RegistryEntry entry : before.entries()) {
      missing.remove(entry.key());
      RunKey other = results.get(entry.results());
      if (other != null) {
        missing.remove(other);
      }
    }
    List<RegistryEntry> added = List.copyOf(missing.values());
    return new Plan(
        before.text().slots(),
        added.stream().map(this::json).toList(),
        added,
        List.of(),
        added.isEmpty());
  }

  private byte[] json(RegistryEntry entry) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      String checkpoint = entry.checkpointPath();
      json.writeStringField(
          CHECKPOINT_PATH, checkpoint == null ? RunKey.NO_CHECKPOINT : checkpoint);
      json.writeStringField(RESULTS_FILE, entry.resultsFile());
      json.writeStringField(ADDED, addedAt);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return out.toByteArray();
  }
}
