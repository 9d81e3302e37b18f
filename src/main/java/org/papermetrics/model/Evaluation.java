package org.papermetrics.model;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation under way, or one that has ended without results, as its logs tell of it.
 *
 * @param key tells it from the others; the next attempt of the same job has the same
 * @param checkpointPath the checkpoint under evaluation, as the log names it; null for a pretrained
 *     model
 * @param experiment the experiment it belongs to; null for a pretrained model
 * @param checkpointStep training steps at the checkpoint
 * @param baseline whether it is of a pretrained model
 * @param log path of the log
 * @param job its number in the batch system; null when unknown
 * @param node the host that it runs on; null when unknown
 * @param startedAt time of the log's first line
 * @param updatedAt time of its last growth
 * @param state how it is
 * @param reason the line of the log that says why it has ended; null when none does
 * @param task what it does, or did last
 * @param done pairs of the task that are done, or the position in the audio file; 0 when unknown
 * @param total of these; 0 when unknown
 * @param progress the share of its tasks that is done, from 0 to 1
 * @param expectedEnd when its results are expected; null when there is no ground for saying so
 * @param scores accuracies of the tasks that have ended, provisional until there are results
 * @param progression the points so far
 */
public record Evaluation(
    String key,
    @Nullable String checkpointPath,
    @Nullable String experiment,
    long checkpointStep,
    boolean baseline,
    String log,
    @Nullable String job,
    @Nullable String node,
    Instant startedAt,
    Instant updatedAt,
    State state,
    @Nullable String reason,
    String task,
    int done,
    int total,
    double progress,
    @Nullable Instant expectedEnd,
    List<Score> scores,
    Progression progression) {

  /** How an evaluation is. */
  public enum State {
    /** Its log grows, or is silent as logs are. */
    RUNNING,
    /** Its log has been silent for far longer than logs are. */
    STALLED,
    /** It says that it has failed. */
    FAILED,
    /** The batch system has ended it. */
    CANCELLED,
    /** It says that it is complete, and there are no results. */
    ENDED_WITHOUT_RESULTS;

    /** The name in the API. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more is to come. */
    public boolean isEnd() {
      return this != RUNNING && this != STALLED;
    }
  }

  /**
   * A provisional accuracy.
   *
   * @param task as in the keys of results
   * @param accuracy from 0 to 1
   * @param samples number of pairs
   */
  public record Score(String task, double accuracy, int samples) {}

  /** Copies the scores. */
  public Evaluation {
    scores = List.copyOf(scores);
  }

  /** When it ended; null while it has not. */
  public @Nullable Instant endedAt() {
    return state.isEnd() ? updatedAt : null;
  }
}
