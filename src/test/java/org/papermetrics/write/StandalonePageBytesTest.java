package org.papermetrics.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.page.PageParts;

/** What is in the single-file page, without a browser. */
class StandalonePageBytesTest {
  private static final StandalonePage PAGE = new StandalonePage(PageParts.packed());
  private static final String HOSTILE =
      "{\"runs\":[{\"name\":\"</script><img src=x onerror=alert(1)><!-- \u2028\"}]}";

  private static String page(Path directory, String data) throws IOException {
    Path file = directory.resolve("data.json");
    Files.writeString(file, data);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PAGE.write(file, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void carriesTheDataToTheByteAndHidesItsText(@TempDir Path directory) throws IOException {
    String page = page(directory, HOSTILE);
    Matcher data =
        Pattern.compile("<script type=\"text/plain\" id=\"data\">([A-Za-z0-9+/=]+)</script>")
            .matcher(page);
    assertThat(data.find()).isTrue();
    byte[] packed = Base64.getDecoder().decode(data.group(1));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(HOSTILE);
    }
    assertThat(page).doesNotContain("onerror").doesNotContain("\u2028");
  }

  @Test
  void theSameDataGivesTheSameBytesAndOtherDataAnotherNonce(@TempDir Path directory)
      throws IOException {
    String page = page(directory, HOSTILE);
    assertThat(page(directory, HOSTILE)).isEqualTo(page);
    assertThat(nonce(page(directory, "{}"))).isNotEqualTo(nonce(page));
  }

  private static String nonce(String page) {
    Matcher nonce = Pattern.compile("script-src 'nonce-([\\w-]{43})'").matcher(page);
    assertThat(nonce.find()).isTrue();
    return nonce.group(1);
  }

  @Test
  void everythingRunsUnderAPolicyAndNothingIsFetched(@TempDir Path directory) throws IOException {
    String page = page(directory, "{}");
    String nonce = nonce(page);
    assertThat(page)
        .contains("default-src 'none'")
        .doesNotContain("connect-src", "unsafe", "<link rel=\"stylesheet\"")
        .doesNotContainPattern("(src|href)=\"(?!data:)");
    assertThat(Pattern.compile("<(script|style)(?! type=\"text/plain\")").matcher(page).results())
        .isNotEmpty()
        .allSatisfy(
            element ->
                assertThat(page.substring(element.end())).startsWith(" nonce=\"" + nonce + "\">"));
  }

  @Test
  void carriesTheNoticesOfItsLibraries(@TempDir Path directory) throws IOException {
    assertThat(page(directory, "{}"))
        .containsPattern("lit-html \\d+\\.\\d+\\.\\d+\n")
        .contains("BSD 3-Clause License")
        .contains("Redistributions in binary form must reproduce the above copyright");
  }

  @Test
  void withoutDataItMayReadWhatIsBesideIt() {
    assertThat(new String(PAGE.besideData(), StandardCharsets.UTF_8))
        .contains("connect-src 'self'")
        .doesNotContain("id=\"data\"");
  }

  @Test
  void aMissingDataFileLeavesTheOldPage(@TempDir Path directory) throws IOException {
    Path target = directory.resolve("page.html");
    Files.writeString(target, "old");
    assertThatThrownBy(() -> PAGE.write(directory.resolve("none.json"), target))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(target).hasContent("old");
    assertThat(directory).isDirectoryNotContaining("glob:**tmp");
  }
}
