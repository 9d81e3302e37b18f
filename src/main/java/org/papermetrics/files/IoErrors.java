package org.papermetrics.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in plain words why a directory cannot be looked into, to stand after "because". */
public final class IoErrors {
  public static final String NOT_A_DIRECTORY = "it is not a directory";
  public static final String DENIED = "permission is denied";
  public static final String STALLED = "the file system has not answered for half a minute";

  private IoErrors() {}

  public static String of(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return DENIED;
    }
    if (e instanceof NotDirectoryException) {
      return NOT_A_DIRECTORY;
    }
    String said = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    return "the file system says: " + (said == null ? e.getClass().getSimpleName() : said);
  }
}
