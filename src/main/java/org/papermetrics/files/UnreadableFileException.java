package org.papermetrics.files;

import java.io.IOException;

/** A file that people and other programs write has no usable content. */
public final class UnreadableFileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String way;

  /**
   * What is in it is of no use.
   *
   * @param what half a sentence that follows the name of the file
   */
  public UnreadableFileException(String what) {
    super(what);
    way = "repair it, or move it away to have it made again";
  }

  /** The system refuses to read it. */
  public UnreadableFileException(IOException e) {
    super("cannot be read (" + IoErrors.of(e) + ")", e);
    way = "make it readable for this user";
  }

  /**
   * What is wrong and what to do.
   *
   * @param file what people call it, at the beginning of a sentence
   */
  public String sentence(String file) {
    return file + " " + getMessage() + "; " + way + ".";
  }
}
