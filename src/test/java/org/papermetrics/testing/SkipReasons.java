package org.papermetrics.testing;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Prints for each skipped test why it was skipped, which the summary of the build leaves out. */
public final class SkipReasons implements TestWatcher {
  @Override
  public void testDisabled(ExtensionContext test, Optional<String> reason) {
    print(test, reason.orElse("it is disabled"));
  }

  @Override
  public void testAborted(ExtensionContext test, Throwable cause) {
    print(test, String.valueOf(cause.getMessage()));
  }

  private static void print(ExtensionContext test, String reason) {
    System.out.println(
        "SKIPPED "
            + test.getRequiredTestClass().getSimpleName()
            + "."
            + test.getRequiredTestMethod().getName()
            + ": "
            + reason.strip());
  }
}
