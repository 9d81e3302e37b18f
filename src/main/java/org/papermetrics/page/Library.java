package org.papermetrics.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.files.Resources;

/**
 * A library that the page's modules import.
 *
 * @param name what they import it by
 * @param version as packed
 * @param module where its module is packed
 * @param licence the text that goes wherever it goes
 * @param late whether it is fetched only when it is needed, for it is large
 */
record Library(String name, String version, String module, String licence, boolean late) {
  /** Its module. */
  String source() {
    return withoutSourceMap(Resources.text(module));
  }

  /** All of them. */
  static List<Library> all() {
    return List.of(
        packed("lit-html", false, "lit-html.js", "LICENSE"),
        packed(
            "echarts",
            true,
            "dist/echarts.esm.min.mjs",
            "NOTICE",
            "LICENSE",
            "licenses/LICENSE-d3"));
  }

  private static Library packed(String name, boolean late, String module, String... licences) {
    String version = version(name);
    String directory = "META-INF/resources/_static/" + name + "/" + version + "/";
    return new Library(
        name,
        version,
        directory + module,
        Stream.of(licences)
            .map(licence -> Resources.text(directory + licence).strip())
            .collect(Collectors.joining("\n\n")),
        late);
  }

  // Maven writes it into every jar, so that the build file alone says which version is used.
  private static String version(String name) {
    Properties properties = new Properties();
    try {
      properties.load(
          new StringReader(Resources.text("META-INF/maven/org.mvnpm/" + name + "/pom.properties")));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
    return properties.getProperty("version");
  }

  // Its map is not packed; developer tools would ask for it and complain.
  private static String withoutSourceMap(String source) {
    return source.replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip() + "\n";
  }
}
