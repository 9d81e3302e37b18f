/** Configuration, the composition of all rooms, and the writer's loop. */
@NullMarked
package org.papermetrics.daemon;

import org.jspecify.annotations.NullMarked;
