/** {@code annotations.json}: the notes and stars of people on runs; read, change. */
@NullMarked
package org.papermetrics.annotations;

import org.jspecify.annotations.NullMarked;
