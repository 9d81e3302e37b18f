package org.papermetrics.push;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.papermetrics.wire.FrameJson;

/**
 * The last changes, encoded once and shared by all pages. A page is no more than a position in this
 * log, so it costs the same however slow it is; a page whose position has left the log is told to
 * reset. Safe for any number of threads.
 */
final class ChangeLog {
  private String epoch;
  private final Limits limits;
  private final Map<Long, byte[]> frames = new HashMap<>();
  private long newest;
  private long oldest;
  private long bytes;

  /**
   * A log that resumes from earlier changes.
   *
   * @param revision of the board before the first further change
   * @param earlier the changes up to that revision without a gap, by revision
   */
  ChangeLog(String epoch, long revision, NavigableMap<Long, byte[]> earlier, Limits limits) {
    this.epoch = epoch;
    this.limits = limits;
    this.newest = revision - earlier.size();
    this.oldest = newest + 1;
    earlier.forEach(this::append);
  }

  /**
   * Begins a new count: every page is told to reset.
   *
   * @param revision of the board now, higher than any that a page has
   */
  synchronized void renew(String newEpoch, long revision) {
    epoch = newEpoch;
    frames.clear();
    bytes = 0;
    newest = revision;
    oldest = revision + 1;
  }

  /** Goes on without the change to this revision: pages before it are told to reset. */
  synchronized void skip(long revision) {
    renew(epoch, revision);
  }

  /**
   * Adds a change and forgets the oldest ones beyond the limits.
   *
   * @throws IllegalArgumentException when the revision does not follow the last one: pages could
   *     not tell a gap from a change
   */
  final synchronized void append(long revision, byte[] text) {
    if (revision != newest + 1) {
      throw new IllegalArgumentException("revision " + revision + " does not follow " + newest);
    }
    newest = revision;
    frames.put(revision, text);
    bytes += text.length;
    boolean tooLarge = text.length > limits.frameBytes();
    while (oldest <= newest
        && (tooLarge || bytes > limits.bytes() || frames.size() > limits.frames())) {
      bytes -= Objects.requireNonNull(frames.remove(oldest++)).length;
    }
  }

  /**
   * The first frame for a page that has the board of an epoch and revision, or of none it could
   * name. The page resumes from there without a gap and without a frame twice.
   */
  synchronized Frame hello(@Nullable String pageEpoch, @Nullable Long pageRevision) {
    boolean known =
        epoch.equals(pageEpoch)
            && pageRevision != null
            && pageRevision >= oldest - 1
            && pageRevision <= newest;
    long position = known && pageRevision != null ? pageRevision : newest;
    return new Frame(position, FrameJson.hello(epoch, newest, !known), !known);
  }

  /** The frame that brings a page on from its position, or null when there is nothing newer. */
  synchronized @Nullable Frame after(long position) {
    if (position >= newest) {
      return null;
    }
    byte[] text = frames.get(position + 1);
    return text != null
        ? new Frame(position + 1, text, false)
        : new Frame(newest, FrameJson.hello(epoch, newest, true), true);
  }

  /**
   * What a page that asks by itself has missed; for how much at once, the limit of one frame
   * counts.
   *
   * @see FrameJson#changes
   */
  synchronized byte[] since(@Nullable String pageEpoch, @Nullable Long pageRevision) {
    Frame hello = hello(pageEpoch, pageRevision);
    List<byte[]> updates = new ArrayList<>();
    long size = 0;
    for (long next = hello.position() + 1; next <= newest && size < limits.frameBytes(); next++) {
      byte[] text = Objects.requireNonNull(frames.get(next));
      updates.add(text);
      size += text.length;
    }
    return FrameJson.changes(epoch, newest, hello.isReset(), updates);
  }

  /** Total size of the frames that are kept. */
  synchronized long bytes() {
    return bytes;
  }
}
