/**
 * A tree of invented but realistic runs: checkpoints, evaluation logs and a registry, for the
 * {@code demo} command, for tests and for benchmarks at scale. {@link
 * org.papermetrics.cli.demo.DemoTree} is the door.
 */
@NullMarked
package org.papermetrics.cli.demo;

import org.jspecify.annotations.NullMarked;
