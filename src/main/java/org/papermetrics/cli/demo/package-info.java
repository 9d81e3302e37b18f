/** Generator of demo data. */
@NullMarked
package org.papermetrics.cli.demo;

import org.jspecify.annotations.NullMarked;
