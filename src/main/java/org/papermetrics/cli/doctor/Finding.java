package org.papermetrics.cli.doctor;

import org.papermetrics.model.Explanation.Outcome;

/**
 * One thing that was checked.
 *
 * @param topic what it is about, in a word
 * @param outcome how it is
 * @param message a sentence; where something is wrong, with what to do
 */
public record Finding(String topic, Outcome outcome, String message) {}
