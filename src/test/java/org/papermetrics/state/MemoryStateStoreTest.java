package org.papermetrics.state;

/** The contract, held in memory. */
class MemoryStateStoreTest implements StateStoreContract {
  private final StateStore store = new MemoryStateStore();

  @Override
  public StateStore store() {
    return store;
  }

  @Override
  public StateStore reopened() {
    return store;
  }
}
