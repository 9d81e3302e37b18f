package org.papermetrics.testing;

import java.time.LocalDateTime;
import java.util.List;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunKey;

/** A made-up run, of which a test says what it is about and leaves the rest plain. */
public final class RunBuilder {
  private RunKey key;
  private String id;
  private String name;
  private String path;
  private long step;
  private LocalDateTime evaluatedAt = LocalDateTime.of(2026, 3, 1, 10, 0);
  private JsonText config = JsonText.EMPTY_OBJECT;
  private JsonText metrics = JsonText.EMPTY_OBJECT;
  private List<String> tags = List.of();
  private String notes = "";
  private Progression progression = Progression.EMPTY;

  private RunBuilder(String id) {
    this.id = id;
    name = "name of " + id;
    path = "/data/" + id;
    key = RunKey.ofCheckpoint(path);
  }

  /** A run at {@code /data/<id>}, of step 0, without configuration, results, tags and curves. */
  public static RunBuilder run(String id) {
    return new RunBuilder(id);
  }

  /** The same run, to be changed; what people and the daemon have noted on it is left out. */
  public static RunBuilder of(Run run) {
    RunBuilder copy = new RunBuilder(run.id());
    copy.key = run.key();
    copy.name = run.name();
    copy.path = run.checkpointPath();
    copy.step = run.checkpointStep();
    copy.evaluatedAt = run.evaluatedAt();
    copy.config = run.trainingConfig();
    copy.metrics = run.metrics();
    copy.tags = run.tags();
    copy.notes = run.notes();
    copy.progression = run.progression();
    return copy;
  }

  /** Where its checkpoint is, by which it is known. */
  public RunBuilder at(String checkpointPath) {
    return key(RunKey.ofCheckpoint(checkpointPath)).path(checkpointPath);
  }

  public RunBuilder key(RunKey newKey) {
    key = newKey;
    return this;
  }

  public RunBuilder path(String checkpointPath) {
    path = checkpointPath;
    return this;
  }

  public RunBuilder id(String newId) {
    id = newId;
    return this;
  }

  public RunBuilder name(String newName) {
    name = newName;
    return this;
  }

  public RunBuilder step(long checkpointStep) {
    step = checkpointStep;
    return this;
  }

  public RunBuilder evaluatedAt(LocalDateTime at) {
    evaluatedAt = at;
    return this;
  }

  public RunBuilder config(String json) {
    return config(Samples.json(json));
  }

  public RunBuilder config(JsonText training) {
    config = training;
    return this;
  }

  public RunBuilder metrics(String json) {
    return metrics(Samples.json(json));
  }

  public RunBuilder metrics(JsonText results) {
    metrics = results;
    return this;
  }

  public RunBuilder tags(String... newTags) {
    tags = List.of(newTags);
    return this;
  }

  public RunBuilder notes(String line) {
    notes = line;
    return this;
  }

  public RunBuilder progression(Progression curves) {
    progression = curves;
    return this;
  }

  /** The run. */
  public Run build() {
    return new Run(
        key, id, name, path, step, evaluatedAt, config, metrics, tags, notes, progression);
  }
}
