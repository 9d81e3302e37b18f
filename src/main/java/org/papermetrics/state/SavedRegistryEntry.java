package org.papermetrics.state;

import org.papermetrics.model.RunFiles;

/**
 * Saved registry entry.
 *
 * @param position its place in the registry, from 0
 * @param files where its files are
 * @param own whether this program has added it
 */
public record SavedRegistryEntry(int position, RunFiles files, boolean own) {}
