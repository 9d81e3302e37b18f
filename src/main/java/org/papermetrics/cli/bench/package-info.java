/** Benchmark of the program on the machine that it runs on. */
@NullMarked
package org.papermetrics.cli.bench;

import org.jspecify.annotations.NullMarked;
