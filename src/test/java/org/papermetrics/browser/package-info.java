/** The page in a real browser. */
@NullMarked
package org.papermetrics.browser;

import org.jspecify.annotations.NullMarked;
