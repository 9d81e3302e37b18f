package org.papermetrics.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.files.Resources;

/**
 * The parts of the page, whatever way it is delivered: the document, and the styles and modules of
 * {@code static/}, each joined into one text.
 */
public final class PageParts {
  private static final String MODULES_MARK = "<!-- modules -->";
  private static final Pattern STYLES =
      Pattern.compile("(?:<link rel=\"stylesheet\" href=\"[^\"]+\">\\s*)+(?=<!-- modules -->)");
  private static final Pattern STYLE = Pattern.compile("href=\"([^\"]+)\"");
  private static final Pattern ICON = Pattern.compile("(<link rel=\"icon\" href=\")([^\"]+)\"");

  private final SortedMap<String, byte[]> files;
  private final List<Library> libraries;
  private final String template;
  private final String styles;
  private final String script;

  private PageParts(SortedMap<String, byte[]> files) {
    this.files = files;
    libraries = Library.all();
    template = text("dashboard.html");
    styles =
        STYLE
            .matcher(find(STYLES).group())
            .results()
            .map(link -> text(link.group(1)))
            .collect(Collectors.joining("\n"));
    script = ModuleJoiner.join("app/main.js", modules());
  }

  /** Reads the files that are packed with the program. */
  static PageParts packed() {
    return new PageParts(Resources.filesBeside("static/dashboard.html"));
  }

  /** Reads the files in a directory. */
  static PageParts in(Path directory) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's files in " + directory, e);
    }
    return new PageParts(files);
  }

  /**
   * The document.
   *
   * @param icon address of the icon
   * @param styles elements that bring the styles
   * @param scripts elements that bring the modules
   */
  public String document(String icon, String styles, String scripts) {
    String withStyles =
        STYLES.matcher(template).replaceFirst(Matcher.quoteReplacement(styles + "\n    "));
    String withIcon =
        ICON.matcher(withStyles)
            .replaceFirst(Matcher.quoteReplacement(find(ICON).group(1) + icon + "\""));
    return withIcon.replace(MODULES_MARK, scripts);
  }

  /** The style sheets, joined in the order in which the document names them. */
  public String styles() {
    return styles;
  }

  /** The modules that the page starts with, joined into one. */
  public String script() {
    return script;
  }

  /** The icon, an SVG image. */
  public byte[] icon() {
    return bytes(find(ICON).group(2));
  }

  /** The script that opens the page again where its address lacks the slash at the end. */
  public String slash() {
    return text("single/add-slash.js");
  }

  /** The script that starts the page where all of it is one file. */
  public String loader() {
    return text("single/loader.js");
  }

  /** The libraries that the modules import. */
  public List<Library> libraries() {
    return libraries;
  }

  /** The sources of the modules that are joined, by the names they are imported by. */
  SortedMap<String, String> modules() {
    SortedMap<String, String> modules = new TreeMap<>();
    files.keySet().stream()
        .filter(path -> path.startsWith("js/"))
        .forEach(path -> modules.put("app/" + path.substring("js/".length()), text(path)));
    libraries.stream()
        .filter(library -> !library.late())
        .forEach(library -> modules.put(library.name(), library.source()));
    return modules;
  }

  private Matcher find(Pattern pattern) {
    Matcher matcher = pattern.matcher(template);
    if (!matcher.find()) {
      throw new IllegalStateException("dashboard.html lacks " + pattern);
    }
    return matcher;
  }

  private String text(String path) {
    return new String(bytes(path), StandardCharsets.UTF_8);
  }

  private byte[] bytes(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new IllegalStateException("the program is incomplete: static/" + path + " is missing");
    }
    return bytes;
  }
}
