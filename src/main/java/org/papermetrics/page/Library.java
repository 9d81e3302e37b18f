package org.papermetrics.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.files.Resources;

/**
 * A library that the page's modules import.
 *
 * @param name what they import it by
 * @param version as packed
 * @param source its module
 * @param licence the text that goes wherever it goes
 */
public record Library(String name, String version, String source, String licence) {

  /** All of them. */
  static List<Library> all() {
    return List.of(
        packed("lit-html", "3.3.3", "lit-html.js", "LICENSE"),
        packed(
            "echarts",
            "6.0.0",
            "dist/echarts.esm.min.mjs",
            "NOTICE",
            "LICENSE",
            "licenses/LICENSE-d3"));
  }

  private static Library packed(String name, String version, String module, String... licences) {
    String directory = "META-INF/resources/_static/" + name + "/" + version + "/";
    return new Library(
        name,
        version,
        withoutSourceMap(Resources.text(directory + module)),
        Stream.of(licences)
            .map(licence -> Resources.text(directory + licence).strip())
            .collect(Collectors.joining("\n\n")));
  }

  // Its map is not packed; developer tools would ask for it and complain.
  private static String withoutSourceMap(String source) {
    return source.replaceAll("(?m)^//# sourceMappingURL=.*$", "").strip() + "\n";
  }
}
