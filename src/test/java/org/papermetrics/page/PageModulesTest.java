package org.papermetrics.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Runs the tests of the page's modules, {@code src/test/js}, in Node. */
class PageModulesTest {
  private static final Path TESTS = Path.of("src/test/js");
  private static final Pattern PASSED = Pattern.compile("(?m)^\\W*pass (\\d+)$");

  @Test
  void theModulesPassTheirTests() throws IOException, InterruptedException {
    Process node;
    try {
      node =
          new ProcessBuilder("node", TESTS.resolve("all.js").toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      fail("the tests of the page's modules need Node 18 or later on the PATH", e);
      return;
    }
    node.getOutputStream().close();
    String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(node.waitFor()).as(output).isZero();
    Matcher passed = PASSED.matcher(output);
    assertThat(passed.find()).as(output).isTrue();
    assertThat(Integer.parseInt(passed.group(1))).as(output).isGreaterThan(400);
  }
}
