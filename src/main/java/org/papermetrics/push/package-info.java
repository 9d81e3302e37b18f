/** WebSocket updates. */
@NullMarked
package org.papermetrics.push;

import org.jspecify.annotations.NullMarked;
