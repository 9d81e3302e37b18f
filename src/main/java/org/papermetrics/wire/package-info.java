/** JSON of the API, the data file and the WebSocket. */
@NullMarked
package org.papermetrics.wire;

import org.jspecify.annotations.NullMarked;
