/** What a restart must know, kept in an embedded database. */
@NullMarked
package org.papermetrics.state;

import org.jspecify.annotations.NullMarked;
