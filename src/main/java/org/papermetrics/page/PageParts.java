package org.papermetrics.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.papermetrics.files.Resources;

/**
 * The parts of the page, whatever way it is delivered: the document, and the styles and modules of
 * {@code static/}, each joined into one text. Parts are read when they are asked for, each time.
 */
public final class PageParts {
  /** The module that the page starts with. */
  public static final String SCRIPT = "page";

  /** All modules: the one that the page starts with, and the libraries that it fetches later. */
  public static final List<String> MODULES = List.of(SCRIPT, "echarts");

  static final String TEMPLATE = "dashboard.html";
  static final String STYLES = "page.css";
  static final String ICON = "icon.svg";
  static final String SLASH = "add-slash.js";
  static final String LOADER = "loader.js";
  static final String NOTICES = "notices.txt";
  static final String DIGESTS = "digests.txt";
  static final List<String> HASHED =
      Stream.concat(Stream.of(ICON, STYLES), MODULES.stream()).toList();
  static final List<String> FILES =
      Stream.concat(HASHED.stream(), Stream.of(TEMPLATE, SLASH, LOADER, NOTICES, DIGESTS)).toList();

  static final Pattern STYLE_LINKS =
      Pattern.compile("(?:<link rel=\"stylesheet\" href=\"[^\"]+\">\\s*)+(?=<!-- modules -->)");
  static final Pattern STYLE_LINK = Pattern.compile("href=\"([^\"]+)\"");
  static final Pattern ICON_LINK = Pattern.compile("<link rel=\"icon\" href=\"([^\"]+)\"");
  private static final String MODULES_MARK = "<!-- modules -->";
  private static final String DIRECTORY = "page/";

  private final Function<String, byte[]> files;
  private final String template;

  private PageParts(Function<String, byte[]> files) {
    this.files = files;
    template = text(TEMPLATE);
  }

  /**
   * Reads what the build has packed with the program.
   *
   * @throws IllegalStateException when the program is incomplete
   */
  public static PageParts packed() {
    return new PageParts(part -> Resources.file(DIRECTORY + part));
  }

  /** Makes the parts from the sources in a directory. */
  static PageParts in(Path directory) {
    return new PageParts(PageBuild.of(directory)::part);
  }

  /**
   * The document.
   *
   * @param icon address of the icon
   * @param styles elements that bring the styles
   * @param scripts elements that bring the modules
   */
  public String document(String icon, String styles, String scripts) {
    Matcher link = inTemplate(ICON_LINK, template);
    Matcher links = inTemplate(STYLE_LINKS, template);
    return template.substring(0, link.start(1))
        + icon
        + template.substring(link.end(1), links.start())
        + styles
        + "\n    "
        + template.substring(links.end()).replace(MODULES_MARK, scripts);
  }

  /** The style sheets, joined in the order in which the document names them. */
  public String styles() {
    return text(STYLES);
  }

  /** The icon, an SVG image. */
  public byte[] icon() {
    return files.apply(ICON);
  }

  /** The script that opens the page again where its address lacks the slash at the end. */
  public String slash() {
    return text(SLASH);
  }

  /** The script that starts the page where all of it is one file. */
  public String loader() {
    return text(LOADER);
  }

  /** The libraries in the modules, each with its version and licence. */
  public String notices() {
    return text(NOTICES);
  }

  /**
   * A module.
   *
   * @param name one of {@link #MODULES}
   */
  public byte[] module(String name) {
    try {
      return Packing.unpacked(packed(name));
    } catch (IOException e) {
      throw new UncheckedIOException("the program is damaged: its module " + name, e);
    }
  }

  /** The same module, {@linkplain Packing packed}. */
  public String packed(String name) {
    return text(name);
  }

  /**
   * The SHA-256 of a part's content, in hexadecimal digits.
   *
   * @param part the icon, the styles or a module
   */
  String digest(String part) {
    return digests()
        .lines()
        .filter(line -> line.startsWith(part + " "))
        .map(line -> line.substring(part.length() + 1))
        .findFirst()
        .orElseThrow();
  }

  /** The digests of all that is hashed: text that changes with any of it. */
  public String digests() {
    return text(DIGESTS);
  }

  static Matcher inTemplate(Pattern pattern, String template) {
    Matcher matcher = pattern.matcher(template);
    if (!matcher.find()) {
      throw new IllegalStateException("dashboard.html lacks " + pattern);
    }
    return matcher;
  }

  private String text(String part) {
    return new String(files.apply(part), StandardCharsets.UTF_8);
  }
}
