package org.papermetrics.evaluations;

/**
 * The time that a part of an evaluation has taken, by the times on its lines.
 *
 * @param spent milliseconds
 * @param longestSilence the longest time between two lines, in milliseconds
 * @param units of work done in it: pairs or points; 0 where it has none
 */
public record PhaseTime(Phase phase, long spent, long longestSilence, int units) {}
