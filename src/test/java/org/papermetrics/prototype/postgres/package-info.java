/** Several daemons with one board in PostgreSQL: what docs/many-watchers.md says, tried out. */
@NullMarked
package org.papermetrics.prototype.postgres;

import org.jspecify.annotations.NullMarked;
