package org.papermetrics.page;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.papermetrics.files.Resources;

/**
 * The page's own files, read once and served from memory: everything in {@code static/}, and the
 * libraries it imports. The document is completed with an import map, so that modules name each
 * other {@code app/store.js} wherever they are loaded from.
 */
public final class PageFiles {
  /** The path of the document. */
  public static final String DOCUMENT = "/dashboard.html";

  /** Where the script that starts the single-file page is; it is no part of the served page. */
  private static final String LOADER = "single/loader.js";

  /** Large, and not needed for the first look: fetched when the first chart is drawn. */
  private static final Set<String> LATE = Set.of("app/charts/load.js", "echarts");

  private static final String MODULES_MARK = "<!-- modules -->";

  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final SortedMap<String, PageFile> served = new TreeMap<>();
  private final SortedMap<String, String> modules = new TreeMap<>();
  private final List<Library> libraries = Library.all();
  private final String template;
  private final String loader;
  private final String contentSecurityPolicy;

  private PageFiles(SortedMap<String, byte[]> files) {
    template = text(files, "dashboard.html");
    loader = text(files, LOADER);
    SortedMap<String, String> addresses = new TreeMap<>();
    files.remove(LOADER);
    files.forEach(
        (path, bytes) -> {
          served.put("/" + path, new PageFile(contentType(path), bytes));
          if (path.startsWith("js/")) {
            String name = "app/" + path.substring("js/".length());
            modules.put(name, new String(bytes, StandardCharsets.UTF_8));
            addresses.put(name, "./" + path);
          }
        });
    for (Library library : libraries) {
      String path = "lib/" + library.name() + ".js";
      served.put(
          "/" + path,
          new PageFile(contentType(path), library.source().getBytes(StandardCharsets.UTF_8)));
      modules.put(library.name(), library.source());
      addresses.put(library.name(), "./" + path);
    }
    String importMap = importMap(addresses);
    String document = template.replace(MODULES_MARK, scripts(importMap, addresses));
    PageFile page = new PageFile(contentType(DOCUMENT), document.getBytes(StandardCharsets.UTF_8));
    served.put(DOCUMENT, page);
    served.put("/", page);
    contentSecurityPolicy =
        "default-src 'none'; script-src 'self' "
            + Digests.scriptHash(importMap)
            + "; worker-src blob:; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
            + " trusted-types lit-html scripts";
  }

  /**
   * Reads the files that are packed with the program.
   *
   * @throws IllegalStateException when the program is incomplete
   */
  public static PageFiles load() {
    return new PageFiles(Resources.filesBeside("static/dashboard.html"));
  }

  /** The file under an absolute path such as {@code /} or {@code /css/base.css}. */
  public Optional<PageFile> at(String path) {
    return Optional.ofNullable(served.get(path));
  }

  /** Every path that has a file. */
  public SortedSet<String> paths() {
    return Collections.unmodifiableSortedSet(new TreeMap<>(served).navigableKeySet());
  }

  /**
   * The value of the header {@code Content-Security-Policy} that goes with the document: only its
   * own scripts, styles and connections.
   */
  public String contentSecurityPolicy() {
    return contentSecurityPolicy;
  }

  /** The document before it was completed: links to its styles, and a mark for its modules. */
  public String template() {
    return template;
  }

  /** What stands in the {@link #template()} where the modules go. */
  public String modulesMark() {
    return MODULES_MARK;
  }

  /** The source of every module, libraries included, by the name it is imported by. */
  public SortedMap<String, String> modules() {
    return Collections.unmodifiableSortedMap(modules);
  }

  /** The script that starts the modules where they come in one file with the document. */
  public String loader() {
    return loader;
  }

  /** The libraries among the modules. */
  public List<Library> libraries() {
    return libraries;
  }

  private static String importMap(SortedMap<String, String> addresses) {
    return addresses.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\":\"" + e.getValue() + "\"")
        .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
  }

  // Preloading saves one round trip for every level of imports.
  private static String scripts(String importMap, SortedMap<String, String> addresses) {
    return addresses.entrySet().stream()
        .filter(module -> !LATE.contains(module.getKey()))
        .map(module -> "<link rel=\"modulepreload\" href=\"" + module.getValue() + "\">")
        .collect(
            Collectors.joining(
                "\n    ",
                "<script type=\"importmap\">" + importMap + "</script>\n    ",
                "\n    <script type=\"module\" src=\"./js/main.js\"></script>"));
  }

  private static String text(SortedMap<String, byte[]> files, String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new IllegalStateException("the program is incomplete: static/" + path + " is missing");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String contentType(String path) {
    String type = CONTENT_TYPES.get(path.substring(path.lastIndexOf('.') + 1));
    if (type == null) {
      throw new IllegalStateException("static/" + path + " has a name without a known type");
    }
    return type;
  }
}
