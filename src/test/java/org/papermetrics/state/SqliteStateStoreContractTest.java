package org.papermetrics.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held in a file, from which everything is read again by a store of its own. */
class SqliteStateStoreContractTest implements StateStoreContract {
  private final Path file;
  private @Nullable StateStore store;

  SqliteStateStoreContractTest(@TempDir Path directory) {
    file = directory.resolve("a strange?mode=memory#name%20/state.db");
  }

  @Override
  public StateStore store() {
    if (store == null) {
      OpenedStore opened = SqliteStateStore.open(file, "test", Clock.systemUTC());
      assertThat(opened.notes()).isEmpty();
      store = opened.store();
    }
    return store;
  }

  @Override
  public StateStore reopened() {
    close();
    return store();
  }

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
      store = null;
    }
  }
}
