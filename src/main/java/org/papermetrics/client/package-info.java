/** How another process reaches a running daemon. */
@NullMarked
package org.papermetrics.client;

import org.jspecify.annotations.NullMarked;
