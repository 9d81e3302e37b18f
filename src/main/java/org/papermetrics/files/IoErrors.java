package org.papermetrics.files;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in plain words why the operating system refused something, to stand after "because". */
public final class IoErrors {
  public static final String NOT_A_DIRECTORY = "it is not a directory";
  public static final String DENIED = "permission is denied";
  public static final String STALLED = "the file system has not answered for half a minute";

  private IoErrors() {}

  /** The reason, without the path. */
  public static String of(Throwable e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return DENIED;
    }
    if (e instanceof NotDirectoryException) {
      return NOT_A_DIRECTORY;
    }
    if (e instanceof FileAlreadyExistsException) {
      return "a directory of its path is a file";
    }
    if (e instanceof FileSystemException refused && refused.getReason() != null) {
      return "the file system says: " + refused.getReason();
    }
    return e instanceof FileSystemException || e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }
}
