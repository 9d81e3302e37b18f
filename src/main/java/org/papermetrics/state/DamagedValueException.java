package org.papermetrics.state;

import java.sql.SQLException;

/** A value in a table is none that this program writes. */
final class DamagedValueException extends SQLException {
  /** Takes what was wrong with it. */
  DamagedValueException(Exception cause) {
    super("a value is not as it was written: " + cause.getMessage(), cause);
  }
}
