/**
 * Reads, merges, repairs and extends {@code runs_registry.json}, which other programs write too.
 */
@NullMarked
package org.papermetrics.registry;

import org.jspecify.annotations.NullMarked;
