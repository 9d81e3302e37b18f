package org.papermetrics.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.papermetrics.model.ReadProgress;
import org.papermetrics.model.RunKey;

class FirstReadsTest {
  private static final RunKey RUN = RunKey.ofCheckpoint("/c/a");

  private final FirstReads reads = new FirstReads();

  @Test
  void aReadingThatNobodyHasWaitedForIsProgressButNoCheck() {
    reads.known(2);
    reads.read(RUN);
    assertThat(reads.progress()).isEqualTo(new ReadProgress(1, 2));
    assertThat(reads.has(RUN)).isFalse();
    reads.taken(RUN);
    assertThat(reads.has(RUN)).isTrue();
  }

  @Test
  void runsThatWereForgottenMeanwhileDoNotMakeMoreThanAll() {
    reads.known(1);
    reads.read(RUN);
    reads.read(RunKey.ofCheckpoint("/c/b"));
    assertThat(reads.progress()).isEqualTo(new ReadProgress(1, 1));
  }

  @Test
  void afterTheStartEveryRunCountsAsChecked() {
    reads.known(3);
    reads.end();
    assertThat(reads.has(RUN)).isTrue();
    assertThat(reads.progress()).isEqualTo(new ReadProgress(3, 3));
  }
}
