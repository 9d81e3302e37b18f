/** Immutable data types. */
@NullMarked
package org.papermetrics.model;

import org.jspecify.annotations.NullMarked;
