package org.papermetrics.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UmaskTest {
  @ParameterizedTest
  @CsvSource({
    "0, rw-rw-rw-",
    "022, rw-r--r--",
    "027, rw-r-----",
    "077, rw-------",
    "0777, ---------"
  })
  void newFilesGetWhatTheMaskLeaves(String mask, String permissions) {
    assertThat(PosixFilePermissions.toString(Umask.permissions(Integer.parseInt(mask, 8))))
        .isEqualTo(permissions);
  }
}
