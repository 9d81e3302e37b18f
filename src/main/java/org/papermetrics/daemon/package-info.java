/** Composition: the writer thread, the pipeline of one configuration, the one-shot pass. */
@NullMarked
package org.papermetrics.daemon;

import org.jspecify.annotations.NullMarked;
