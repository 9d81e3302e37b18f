/** What the numbers of an evaluation may claim: intervals, tests and trends; pure. */
@NullMarked
package org.papermetrics.statistics;

import org.jspecify.annotations.NullMarked;
