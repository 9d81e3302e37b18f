package org.papermetrics.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file is not written because its name is a symbolic link that another user controls. */
public final class ForeignLinkException extends FileSystemException {
  private static final long serialVersionUID = 1;

  /**
   * Names the link.
   *
   * @param link the link, or the directory on its way, that belongs to another user
   */
  public ForeignLinkException(Path file, Path link) {
    super(
        file.toString(),
        null,
        link.equals(file)
            ? "it is a symbolic link that belongs to another user and is not followed; remove the link"
            : "it is a symbolic link by way of "
                + link
                + ", which belongs to another user, and is not followed; remove the link");
  }

  @Override
  public String getMessage() {
    return getReason();
  }
}
