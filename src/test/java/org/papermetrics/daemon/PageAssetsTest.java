package org.papermetrics.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.api.Assets;
import org.papermetrics.page.PageFiles;

class PageAssetsTest {
  private static final Pattern STYLES = Pattern.compile("/assets/page-\\w+\\.css");

  @Test
  void thePageCarriesItsPolicyAndMayNotBeKeptUnasked() {
    Assets.Asset page = PageAssets.of(PageFiles.load()).find(Assets.PAGE).orElseThrow();
    assertThat(page.headers().get("Content-Security-Policy")).startsWith("default-src 'none';");
    assertThat(page.immutable()).isFalse();
  }

  @Test
  void anEditInTheDirectoryIsThereAtTheNextRequest(@TempDir Path directory) throws IOException {
    copy(Path.of("static"), directory);
    Assets assets = PageAssets.reading(directory);
    String before = styles(assets);
    assertThat(assets.find(before).orElseThrow().immutable()).as("its name has its hash").isTrue();

    Files.writeString(directory.resolve("css/print.css"), "p { color: red; }");

    String after = styles(assets);
    assertThat(after).isNotEqualTo(before);
    assertThat(StandardCharsets.UTF_8.decode(assets.find(after).orElseThrow().bytes()).toString())
        .endsWith("p { color: red; }");
  }

  private static String styles(Assets assets) {
    String page =
        StandardCharsets.UTF_8.decode(assets.find(Assets.PAGE).orElseThrow().bytes()).toString();
    Matcher styles = STYLES.matcher(page);
    assertThat(styles.find()).isTrue();
    return styles.group();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> sources = Files.walk(from)) {
      for (Path source : (Iterable<Path>) sources.filter(Files::isRegularFile)::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        Files.createDirectories(target.getParent());
        Files.copy(source, target);
      }
    }
  }
}
