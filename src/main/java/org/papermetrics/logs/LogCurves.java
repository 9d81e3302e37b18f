package org.papermetrics.logs;

import java.nio.file.Path;
import org.papermetrics.evaluations.EvaluationState;
import org.papermetrics.model.Progression;

/**
 * The curves of one checkpoint in the log of a job.
 *
 * @param progression the curves
 * @param log the file that has them
 * @param evaluation the last evaluation that the job tells of
 */
public record LogCurves(Progression progression, Path log, EvaluationState evaluation) {}
