package org.papermetrics.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PageFilesTest {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^(?:import|export)\\b.*?from '(.+?)';|^} from '(.+?)';");

  private final PageFiles files = PageFiles.load();

  private PageFile file(String path) {
    return files.at(path).orElseThrow(() -> new AssertionError(path + " is not served"));
  }

  @Test
  void servesTheDocumentUnderItsTwoNames() {
    assertThat(file("/").text()).isEqualTo(file("/dashboard.html").text());
    assertThat(file("/").contentType()).isEqualTo("text/html; charset=utf-8");
    assertThat(file("/js/main.js").contentType()).isEqualTo("text/javascript; charset=utf-8");
    assertThat(file("/favicon.svg").contentType()).isEqualTo("image/svg+xml");
    assertThat(files.at("/../pom.xml")).isEmpty();
    assertThat(files.at("/single/loader.js")).isEmpty();
  }

  @Test
  void servesEveryFileThatTheDocumentNames() {
    List<String> named =
        Pattern.compile("(?:href|src)=\"(?:\\./)?(.+?)\"")
            .matcher(file("/").text())
            .results()
            .map(match -> "/" + match.group(1))
            .toList();
    assertThat(named)
        .contains("/favicon.svg", "/js/main.js", "/js/views/table.js", "/lib/lit-html.js");
    assertThat(files.paths()).containsAll(named);
  }

  @Test
  void everyImportHasANameInTheImportMap() {
    files
        .modules()
        .forEach(
            (name, source) ->
                assertThat(IMPORT.matcher(source).results().map(PageFilesTest::name))
                    .as(name)
                    .allSatisfy(imported -> assertThat(files.modules()).containsKey(imported)));
    assertThat(files.modules()).containsKeys("app/main.js", "app/views/table-row.js", "lit-html");
  }

  private static String name(MatchResult match) {
    return match.group(1) == null ? match.group(2) : match.group(1);
  }

  @Test
  void modulesLoadNothingAtRunTimeAndEvaluateNothing() {
    assertThat(files.modules().entrySet())
        .filteredOn(module -> module.getKey().startsWith("app/"))
        .allSatisfy(
            module ->
                assertThat(module.getValue())
                    .as(module.getKey())
                    .startsWith("// @ts-check")
                    .doesNotContain(".innerHTML", "eval(", "new Function", "style=")
                    .doesNotContainPattern("(?m)^[^*]*\\bimport\\("));
  }

  @Test
  void thePolicyAllowsTheImportMapByItsHash() {
    Matcher map =
        Pattern.compile("<script type=\"importmap\">(.*?)</script>").matcher(file("/").text());
    assertThat(map.find()).isTrue();
    assertThat(files.contentSecurityPolicy())
        .contains("script-src 'self' " + Digests.scriptHash(map.group(1)) + ";")
        .contains("default-src 'none'", "base-uri 'none'", "form-action 'none'")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @Test
  void anEtagFollowsTheBytes() {
    assertThat(file("/").etag())
        .matches("\"[0-9a-f]{32}\"")
        .isEqualTo(PageFiles.load().at("/").orElseThrow().etag());
    assertThat(files.paths().stream().map(path -> file(path).etag()).distinct().count())
        .as("the document is there under two names")
        .isEqualTo(files.paths().size() - 1);
  }

  @Test
  void everyFileOfThePageIsServedWithoutBeingListed() throws IOException {
    Path root = Path.of("static");
    try (Stream<Path> sources = Files.walk(root)) {
      List<String> paths =
          sources
              .filter(Files::isRegularFile)
              .map(file -> "/" + root.relativize(file))
              .filter(path -> !path.startsWith("/single/"))
              .toList();
      assertThat(files.paths()).containsAll(paths);
      assertThat(paths).hasSizeGreaterThan(20);
    }
  }

  @Test
  void librariesComeWithVersionAndLicence() {
    assertThat(files.libraries())
        .allSatisfy(library -> assertThat(library.licence()).contains("Redistribution"))
        .extracting(Library::name)
        .containsExactly("lit-html", "echarts");
    assertThat(files.libraries().get(1).licence())
        .contains("Copyright 2017-2025 The Apache Software Foundation", "Apache License", "d3.js");
    assertThat(file("/lib/lit-html.js").text()).doesNotContain("sourceMappingURL");
    assertThat(file("/lib/echarts.js").text())
        .contains("export{")
        .doesNotContain("sourceMappingURL");
  }

  @Test
  void theChartLibraryIsNoPartOfTheFirstLook() {
    assertThat(file("/").text())
        .contains("src=\"./js/main.js\"")
        .doesNotContain("=\"./js/charts/load.js\"", "=\"./lib/echarts.js\"");
    assertThat(files.modules()).containsKeys("app/charts/load.js", "echarts");
    assertThat(files.modules())
        .allSatisfy(
            (name, source) -> {
              if (!name.equals("app/charts/load.js")) {
                assertThat(source)
                    .as(name)
                    .doesNotContain("from 'echarts'", "from 'app/charts/load.js'");
              }
            });
  }
}
