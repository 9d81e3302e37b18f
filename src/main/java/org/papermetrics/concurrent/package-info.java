/** Threads, timeouts and back-off. */
@NullMarked
package org.papermetrics.concurrent;

import org.jspecify.annotations.NullMarked;
