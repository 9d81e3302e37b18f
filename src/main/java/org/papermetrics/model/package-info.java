/** The immutable nouns that flow through the program. Depends on the JDK alone. */
@NullMarked
package org.papermetrics.model;

import org.jspecify.annotations.NullMarked;
