package org.papermetrics.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.papermetrics.export.Verdict.State;
import org.papermetrics.files.IoErrors;
import org.papermetrics.files.Stamps;
import org.papermetrics.model.Run;

/** Compares the numbers of exported runs with those in their results files. */
public final class DataVerifier {
  private static final int NAMED = 3;
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build());

  private DataVerifier() {}

  /** A verdict for each run. */
  public static List<Verdict> verify(List<Run> runs) {
    return runs.stream().map(DataVerifier::verdict).toList();
  }

  private static Verdict verdict(Run run) {
    String path = run.key().usualResults();
    try {
      Path file = CheckpointResults.find(run.checkpointPath());
      path = file.toString();
      if (Stamps.of(file).isEmpty()) {
        return new Verdict(run.id(), path, State.GONE, ResultsDigests.GONE);
      }
      List<String> differing =
          differences(JSON.readTree(run.metrics().utf8()), JSON.readTree(Files.readAllBytes(file)));
      return differing.isEmpty()
          ? new Verdict(run.id(), path, State.SAME, "")
          : new Verdict(run.id(), path, State.CHANGED, sentence(differing));
    } catch (NoSuchFileException e) {
      return new Verdict(run.id(), path, State.GONE, ResultsDigests.GONE);
    } catch (IOException e) {
      return new Verdict(
          run.id(), path, State.UNREADABLE, "The file cannot be read: " + IoErrors.of(e));
    } catch (InvalidPathException e) {
      return new Verdict(run.id(), path, State.UNREADABLE, "The path cannot be spelled here.");
    }
  }

  private static List<String> differences(JsonNode exported, JsonNode now) {
    List<String> differing = new ArrayList<>();
    for (Map.Entry<String, JsonNode> metric : exported.properties()) {
      JsonNode value = now.path(metric.getKey());
      boolean same =
          !metric.getValue().isNumber()
              || (value.isNumber()
                  && Double.compare(value.doubleValue(), metric.getValue().doubleValue()) == 0);
      if (!same) {
        differing.add(
            metric.getKey()
                + " was "
                + metric.getValue()
                + " and is "
                + (value.isMissingNode() ? "missing" : value));
      }
    }
    return differing;
  }

  private static String sentence(List<String> differing) {
    int more = differing.size() - NAMED;
    return String.join(", ", differing.subList(0, Math.min(NAMED, differing.size())))
        + (more > 0 ? " and " + more + " more." : ".");
  }
}
