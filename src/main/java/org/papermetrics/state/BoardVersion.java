package org.papermetrics.state;

/**
 * How far the board has come, so that open pages can go on from where they are.
 *
 * @param epoch of the board
 * @param revision the last one that pages may have seen
 */
public record BoardVersion(String epoch, long revision) {}
