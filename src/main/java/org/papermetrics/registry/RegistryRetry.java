package org.papermetrics.registry;

import java.time.Duration;
import java.util.function.Supplier;

/** Retries a registry update while other programs are writing it. */
public final class RegistryRetry {
  private static final int TRIES = 20;
  private static final Duration BETWEEN = Duration.ofMillis(250);

  private RegistryRetry() {}

  /** What the change came to, some seconds later at most. */
  public static RegistryUpdate with(Supplier<RegistryUpdate> change) throws InterruptedException {
    RegistryUpdate update = change.get();
    for (int i = 1; i < TRIES && isPassing(update); i++) {
      Thread.sleep(BETWEEN.toMillis());
      update = change.get();
    }
    return update;
  }

  private static boolean isPassing(RegistryUpdate update) {
    return update instanceof RegistryUpdate.Refused refused && refused.passing();
  }
}
