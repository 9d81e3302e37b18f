package org.papermetrics.model;

import org.jspecify.annotations.Nullable;

/**
 * A run that a person has taken off the registry. It stays away until its results file changes.
 *
 * @param key the run
 * @param results the stamp of its results file then; null when it was gone
 */
public record Removal(RunKey key, @Nullable FileStamp results) {}
