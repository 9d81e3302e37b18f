package org.papermetrics.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;

class StateReaderTest {
  @Test
  void aRemovalThatWasSavedWithoutThePlaceOfItsResultsHasThemAtTheUsualPlace() throws IOException {
    StateReader reader = new StateReader("1");
    String document = "[{\"key\":{\"value\":\"/c/a\"},\"results\":null}]";

    reader
        .decode(
            StateDocuments.REMOVALS, StateDocuments.ONLY, document.getBytes(StandardCharsets.UTF_8))
        .run();

    assertThat(reader.state().removals())
        .containsExactly(
            new Removal(
                RunKey.ofCheckpoint("/c/a"), null, "/c/a/paper_metrics_results.json", false));
  }
}
