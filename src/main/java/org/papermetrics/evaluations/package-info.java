/** What the lines of evaluation logs say of evaluations that are under way; pure. */
@NullMarked
package org.papermetrics.evaluations;

import org.jspecify.annotations.NullMarked;
