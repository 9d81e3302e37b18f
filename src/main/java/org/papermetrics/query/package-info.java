/** Queries over the runs ({@code ?where=&sort=&fields=}) and CSV. */
@NullMarked
package org.papermetrics.query;

import org.jspecify.annotations.NullMarked;
