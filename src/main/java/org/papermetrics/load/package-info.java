/** Results and training config of one run. */
@NullMarked
package org.papermetrics.load;

import org.jspecify.annotations.NullMarked;
