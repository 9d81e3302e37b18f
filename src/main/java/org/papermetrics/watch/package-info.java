/** File events, polling, debounce, and the health of the watched roots. */
@NullMarked
package org.papermetrics.watch;

import org.jspecify.annotations.NullMarked;
