package org.papermetrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageFilesTest {
  private static final String STYLES = "/assets/page-[0-9a-f]{16}\\.css";
  private static final String SCRIPT = "/assets/page-[0-9a-f]{16}\\.js";
  private static final String ECHARTS = "/assets/echarts-[0-9a-f]{16}\\.js";

  private final PageFiles files = PageFiles.load();
  private final String document = file(Pattern.quote(PageFiles.DOCUMENT)).text();

  private PageFile file(String pattern) {
    return file(files, pattern);
  }

  private static PageFile file(PageFiles files, String pattern) {
    return files.paths().stream()
        .filter(path -> path.matches(pattern))
        .findFirst()
        .flatMap(files::at)
        .orElseThrow(() -> new AssertionError(pattern + " is not served"));
  }

  @Test
  void thePageIsFiveFilesOfWhichAllButTheDocumentMayBeKept() {
    assertThat(files.paths()).hasSize(5);
    assertThat(file(PageFiles.DOCUMENT).contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(file(PageFiles.DOCUMENT).immutable()).isFalse();
    assertThat(file(STYLES).contentType()).isEqualTo("text/css; charset=utf-8");
    assertThat(file(SCRIPT).contentType()).isEqualTo("text/javascript; charset=utf-8");
    assertThat(file("/assets/icon-.*\\.svg").contentType()).isEqualTo("image/svg+xml");
    assertThat(List.of(file(STYLES), file(SCRIPT), file(ECHARTS))).allMatch(PageFile::immutable);
    assertThat(files.at("/../pom.xml")).isEmpty();
    assertThat(files.at("/single/loader.js")).isEmpty();
  }

  @Test
  void theDocumentNamesRelativeAddressesThatAreServed() {
    List<String> named =
        Pattern.compile("(?:href|src|:)=?\"\\.(/.+?)\"")
            .matcher(document)
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(named).hasSize(4);
    assertThat(files.paths()).containsAll(named);
    assertThat(document).doesNotContainPattern("(?:href|src)=\"/").doesNotContain("<!--");
  }

  @Test
  void modulesLoadOnlyTheChartLibraryAtRunTimeAndEvaluateNothing() {
    assertThat(PageBuild.of(Path.of("static")).modules().entrySet())
        .filteredOn(module -> module.getKey().startsWith("app/"))
        .hasSizeGreaterThan(60)
        .allSatisfy(
            module ->
                assertThat(module.getValue().replace("await import('echarts')", ""))
                    .as(module.getKey())
                    .startsWith("// @ts-check")
                    .doesNotContain(".innerHTML", "eval(", "new Function", "style=")
                    .doesNotContainPattern("(?m)^[^*]*\\bimport\\("));
  }

  @Test
  void thePolicyAllowsTheImportMapByItsHash() {
    Matcher map = Pattern.compile("<script type=\"importmap\">(.*?)</script>").matcher(document);
    assertThat(map.find()).isTrue();
    assertThat(map.group(1)).matches("\\{\"imports\":\\{\"echarts\":\"\\." + ECHARTS + "\"}}");
    assertThat(files.contentSecurityPolicy())
        .contains(
            "script-src 'self' "
                + Digests.scriptHash(files.parts().slash())
                + " "
                + Digests.scriptHash(map.group(1))
                + ";")
        .contains("default-src 'none'", "base-uri 'none'", "form-action 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void etagsAndAddressesFollowTheBytes(@TempDir Path directory) throws IOException {
    assertThat(PageFiles.load().paths()).isEqualTo(files.paths());
    assertThat(file(PageFiles.DOCUMENT).etag()).matches("\"[0-9a-f]{32}\"");
    copy(Path.of("static"), directory);
    PageFiles copied = PageFiles.load(directory);
    assertThat(copied.paths()).isEqualTo(files.paths());
    assertThat(copied.at(PageFiles.DOCUMENT).orElseThrow().etag())
        .isEqualTo(file(PageFiles.DOCUMENT).etag());

    Files.writeString(directory.resolve("css/print.css"), "p { color: red; }");

    PageFiles edited = PageFiles.load(directory);
    assertThat(file(edited, STYLES).text()).endsWith("p { color: red; }");
    assertThat(edited.paths()).isNotEqualTo(files.paths());
    assertThat(file(edited, SCRIPT).etag()).isEqualTo(file(SCRIPT).etag());
    assertThat(edited.at(PageFiles.DOCUMENT).orElseThrow().etag())
        .isNotEqualTo(file(PageFiles.DOCUMENT).etag());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> sources = Files.walk(from)) {
      for (Path source : (Iterable<Path>) sources::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        if (!target.equals(to)) {
          Files.copy(source, target);
        }
      }
    }
  }

  @Test
  void anAddressHasTheHashOfWhatIsDelivered() {
    assertThat(files.paths())
        .filteredOn(path -> !path.equals(PageFiles.DOCUMENT))
        .allSatisfy(
            path ->
                assertThat(Digests.sha256Hex(files.at(path).orElseThrow().bytes()))
                    .startsWith(path.replaceAll(".*-(\\w+)\\.\\w+", "$1")));
  }

  @Test
  void aDirectoryWithoutThePageIsRefused(@TempDir Path directory) {
    assertThatThrownBy(() -> PageFiles.load(directory))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("dashboard.html");
  }

  @Test
  void everyStyleAndModuleIsPartOfThePageWithoutBeingListed() throws IOException {
    Path root = Path.of("static");
    try (Stream<Path> sources = Files.walk(root)) {
      for (Path source : (Iterable<Path>) sources.filter(Files::isRegularFile)::iterator) {
        String path = root.relativize(source).toString();
        if (path.startsWith("css/")) {
          assertThat(file(STYLES).text()).as(path).contains(Files.readString(source).strip());
        } else if (path.startsWith("js/")) {
          assertThat(file(SCRIPT).text()).contains("$modules['app" + path.substring(2) + "'] = ");
        }
      }
    }
  }

  @Test
  void librariesComeWithVersionAndLicence() {
    assertThat(Library.all())
        .allSatisfy(library -> assertThat(library.licence()).contains("Redistribution"))
        .allSatisfy(library -> assertThat(library.version()).matches("\\d+\\.\\d+\\.\\d+"))
        .extracting(Library::name)
        .containsExactly("lit-html", "echarts");
    assertThat(files.parts().notices())
        .containsPattern("(?m)^lit-html \\d")
        .containsPattern("(?m)^echarts \\d")
        .contains("Copyright 2017-2025 The Apache Software Foundation", "Apache License", "d3.js");
    assertThat(file(SCRIPT).text())
        .contains("$modules['lit-html'] = ", "@license")
        .doesNotContain("sourceMappingURL");
    assertThat(file(ECHARTS).text()).contains("export{").doesNotContain("sourceMappingURL");
  }

  @Test
  void theChartLibraryIsNoPartOfTheStart() throws IOException {
    assertThat(file(SCRIPT).text()).contains("await import('echarts')");
    assertThat(packed(file(SCRIPT).bytes())).hasSizeLessThan(180_000);
    assertThat(document).doesNotContainPattern("(?:href|src)=\"[^\"]*echarts");
  }

  /** As it is sent. */
  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }
}
