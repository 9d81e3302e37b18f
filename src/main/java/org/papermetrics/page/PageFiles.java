package org.papermetrics.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page as a server delivers it: the document, and few other files whose addresses contain a
 * hash of their content, so that a browser may keep them for ever. All addresses are relative to
 * the document.
 */
public final class PageFiles {
  /** The path of the document. */
  public static final String DOCUMENT = "/dashboard.html";

  private final PageParts parts;
  private final SortedMap<String, PageFile> served = new TreeMap<>();
  private final String contentSecurityPolicy;

  private PageFiles(PageParts parts) {
    this.parts = parts;
    String icon = add("icon", "svg", "image/svg+xml", parts.icon());
    String styles = add("page", "css", "text/css; charset=utf-8", utf8(parts.styles()));
    String script = addScript("page", parts.script());
    String importMap =
        parts.libraries().stream()
            .filter(Library::late)
            .map(library -> "\"" + library.name() + "\":\"" + late(library) + "\"")
            .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    String slash = parts.slash();
    String document =
        parts.document(
            icon,
            "<link rel=\"stylesheet\" href=\"" + styles + "\">",
            ("<script>" + slash + "</script>\n    ")
                + ("<script type=\"importmap\">" + importMap + "</script>\n    ")
                + ("<script type=\"module\" src=\"" + script + "\"></script>"));
    served.put(DOCUMENT, new PageFile("text/html; charset=utf-8", utf8(document), false));
    contentSecurityPolicy =
        "default-src 'none'; script-src 'self' "
            + Digests.scriptHash(slash)
            + " "
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
    return new PageFiles(PageParts.packed());
  }

  /**
   * Reads the files in a directory such as {@code static/} of the sources.
   *
   * @throws IllegalStateException when one is missing or cannot be joined with the others
   */
  public static PageFiles load(Path directory) {
    return new PageFiles(PageParts.in(directory));
  }

  /** The file under an absolute path such as {@code /dashboard.html}. */
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

  /** What the files are made of. */
  public PageParts parts() {
    return parts;
  }

  private String late(Library library) {
    return addScript(library.name(), library.source());
  }

  private String addScript(String name, String source) {
    return add(name, "js", "text/javascript; charset=utf-8", utf8(source));
  }

  private String add(String name, String extension, String contentType, byte[] bytes) {
    String path =
        "assets/%s-%s.%s".formatted(name, Digests.sha256Hex(bytes).substring(0, 16), extension);
    served.put("/" + path, new PageFile(contentType, bytes, true));
    return "./" + path;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
