package org.papermetrics.export;

/**
 * What a table shows beside values.
 *
 * @param intervals half the widths of 95 % intervals
 * @param differences from the reference run
 * @param groups by what rows are put together
 */
record TableOptions(boolean intervals, boolean differences, RunGroups groups) {}
