/** The configuration file and command-line options: reading, validation, reload. */
@NullMarked
package org.papermetrics.config;

import org.jspecify.annotations.NullMarked;
