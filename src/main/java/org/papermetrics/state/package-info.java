/** State that survives a restart: SQLite, or memory. */
@NullMarked
package org.papermetrics.state;

import org.jspecify.annotations.NullMarked;
