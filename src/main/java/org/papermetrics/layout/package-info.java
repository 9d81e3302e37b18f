/** Which path is what: patterns, configured directories, links, unavailable paths. */
@NullMarked
package org.papermetrics.layout;

import org.jspecify.annotations.NullMarked;
