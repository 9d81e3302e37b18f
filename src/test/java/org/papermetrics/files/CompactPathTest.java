package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"/a/b.log", "/a", "/", "a/b", "a", "", "/a/ é /π"})
  void theCopyIsEqual(String text) {
    Path path = Path.of(text);

    assertThat(CompactPath.of(path)).isEqualTo(path).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/b.log", "a", "/a/ é /π"})
  void itIsAnotherObject(String text) {
    Path path = Path.of(text);

    assertThat(CompactPath.of(path)).isNotSameAs(path);
  }
}
