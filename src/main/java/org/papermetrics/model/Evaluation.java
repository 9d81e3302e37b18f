package org.papermetrics.model;

import java.time.Instant;

/**
 * An evaluation under way, known from a growing log whose checkpoint has no newer results.
 *
 * @param checkpointPath the checkpoint under evaluation, as the log names it
 * @param experiment the experiment it belongs to
 * @param checkpointStep training steps at the checkpoint
 * @param log path of the log
 * @param startedAt time of the log's first line
 * @param updatedAt time of its last growth
 * @param stalled whether it has not grown for long
 * @param progression the points so far
 */
public record Evaluation(
    String checkpointPath,
    String experiment,
    long checkpointStep,
    String log,
    Instant startedAt,
    Instant updatedAt,
    boolean stalled,
    Progression progression) {}
