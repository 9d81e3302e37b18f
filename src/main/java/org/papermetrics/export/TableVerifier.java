package org.papermetrics.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.papermetrics.export.Verdict.State;
import org.papermetrics.model.FileStamp;

/** Compares the results files that a table names in its comments with those on disk. */
public final class TableVerifier {
  private static final Pattern LINE =
      Pattern.compile("(?m)^(?:% |<!-- )(provenance|run) (\\{.*\\})(?: -->)?\\r?$");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ResultsDigests digests = new ResultsDigests();
  private ZoneId zone = ZoneId.systemDefault();

  private TableVerifier() {}

  /**
   * A verdict for each run of a table.
   *
   * @param table LaTeX or Markdown
   * @return empty when the table does not say where it comes from
   */
  public static Optional<List<Verdict>> verify(String table) {
    TableVerifier verifier = new TableVerifier();
    List<Verdict> verdicts = new ArrayList<>();
    boolean known = false;
    Matcher line = LINE.matcher(table);
    while (line.find()) {
      JsonNode object;
      try {
        object = JSON.readTree(line.group(2));
      } catch (JsonProcessingException e) {
        continue;
      }
      known = true;
      if (line.group(1).equals("run")) {
        verdicts.add(verifier.verdict(object));
      } else {
        verifier.zone = zone(object.path("time_zone").asText());
      }
    }
    return known ? Optional.of(verdicts) : Optional.empty();
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.systemDefault();
    }
  }

  private Verdict verdict(JsonNode run) {
    String id = run.path("id").asText();
    String named = run.path("results").asText();
    Path path;
    try {
      path =
          named.isEmpty()
              ? CheckpointResults.find(run.path("checkpoint_path").asText())
              : Path.of(named);
    } catch (InvalidPathException e) {
      return new Verdict(id, named, State.UNREADABLE, "cannot be spelled here");
    }
    String file = path.toString();
    ResultsFile now = digests.of(path, null);
    if (now.digest().isEmpty()) {
      boolean gone = now.remark().equals(ResultsDigests.GONE);
      return new Verdict(id, file, gone ? State.GONE : State.UNREADABLE, now.remark());
    }
    FileStamp stamp = now.state().orElseThrow();
    if (run.path("remark").asText().equals(ResultsDigests.CHANGED)) {
      return new Verdict(
          id, file, State.CHANGED, "It had changed before the export: its numbers are older.");
    }
    boolean same =
        run.has("sha256")
            ? run.path("sha256").asText().equals(now.digest().get())
            : isOf(run.path("evaluated").asText(), stamp);
    return same
        ? new Verdict(id, file, State.SAME, "")
        : new Verdict(id, file, State.CHANGED, "It was written again at " + stamp.modified() + ".");
  }

  private boolean isOf(String evaluated, FileStamp stamp) {
    try {
      return CheckpointResults.isSameTime(LocalDateTime.parse(evaluated), stamp.modified(), zone);
    } catch (DateTimeException e) {
      return false;
    }
  }
}
