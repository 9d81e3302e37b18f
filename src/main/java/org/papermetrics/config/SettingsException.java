package org.papermetrics.config;

/**
 * A configuration that cannot be used. The message is one sentence for people: where, which key,
 * what to do.
 */
public final class SettingsException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  /** With the sentence. */
  public SettingsException(String sentence) {
    super(sentence);
    this.sentence = sentence;
  }

  /** The sentence. */
  public String sentence() {
    return sentence;
  }
}
