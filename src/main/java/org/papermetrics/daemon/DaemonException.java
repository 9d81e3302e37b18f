package org.papermetrics.daemon;

/** The daemon cannot start. The message is one sentence for people. */
public final class DaemonException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why it cannot start. */
  public enum Kind {
    /** Another daemon serves the same output directory. */
    ALREADY_SERVED,
    /** A directory that it must write cannot be written. */
    UNUSABLE_DIRECTORY
  }

  private final Kind kind;
  private final String sentence;

  DaemonException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
    this.sentence = sentence;
  }

  /** Why. */
  public Kind kind() {
    return kind;
  }

  /** The sentence. */
  public String sentence() {
    return sentence;
  }
}
