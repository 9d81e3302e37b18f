/** {@code runs_registry.json}: read, merge, append. */
@NullMarked
package org.papermetrics.registry;

import org.jspecify.annotations.NullMarked;
