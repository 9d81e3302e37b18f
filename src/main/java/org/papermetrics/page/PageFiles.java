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
    String icon = add(PageParts.ICON, "image/svg+xml", parts.icon());
    String styles = add(PageParts.STYLES, "text/css; charset=utf-8", utf8(parts.styles()));
    String script = addModule(PageParts.SCRIPT);
    String importMap =
        PageParts.MODULES.stream()
            .filter(module -> !module.equals(PageParts.SCRIPT))
            .map(module -> "\"" + module + "\":\"" + addModule(module) + "\"")
            .collect(Collectors.joining(",", "{\"imports\":{", "}}"));
    String slash = parts.slash();
    String document =
        parts.document(
            icon,
            "<link rel=\"stylesheet\" href=\"" + styles + "\">",
            ("<script>" + slash + "</script>\n    ")
                + ("<script type=\"importmap\">" + importMap + "</script>\n    ")
                + ("<script type=\"module\" src=\"" + script + "\"></script>"));
    served.put(DOCUMENT, page(utf8(document)));
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

  private static PageFile page(byte[] document) {
    return new PageFile(
        "text/html; charset=utf-8", document, Digests.sha256Hex(document), /* immutable= */ false);
  }

  private String addModule(String name) {
    return add(name, name + ".js", "text/javascript; charset=utf-8", parts.module(name));
  }

  private String add(String part, String contentType, byte[] bytes) {
    return add(part, part, contentType, bytes);
  }

  private String add(String part, String file, String contentType, byte[] bytes) {
    String digest = parts.digest(part);
    int dot = file.indexOf('.');
    String path =
        "assets/" + file.substring(0, dot) + "-" + digest.substring(0, 16) + file.substring(dot);
    served.put("/" + path, new PageFile(contentType, bytes, digest, /* immutable= */ true));
    return "./" + path;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
