package org.papermetrics.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the {@linkplain PageParts parts} of the page from the sources in {@code static/}. The build
 * packs them with the program, which need then not join, hash and compress two megabytes with each
 * start.
 */
final class PageBuild {
  private final SortedMap<String, byte[]> sources;
  private final List<Library> libraries = Library.all();
  private final Map<String, byte[]> made = new HashMap<>();

  private PageBuild(SortedMap<String, byte[]> sources) {
    this.sources = sources;
  }

  /** Reads the sources in a directory. */
  static PageBuild of(Path directory) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page's files in " + directory, e);
    }
    return new PageBuild(files);
  }

  /**
   * Called by the build.
   *
   * @param arguments the directory of the sources, and the one the parts go to
   */
  public static void main(String[] arguments) throws IOException {
    PageBuild build = of(Path.of(arguments[0]));
    Path directory = Files.createDirectories(Path.of(arguments[1]));
    for (String part : PageParts.FILES) {
      Files.write(directory.resolve(part), build.part(part));
    }
  }

  /**
   * One part, made when it is first asked for.
   *
   * @param name one of {@link PageParts#FILES}
   * @throws IllegalStateException when a source is missing or cannot be joined with the others
   */
  byte[] part(String name) {
    byte[] part = made.get(name);
    if (part == null) {
      part = make(name);
      made.put(name, part);
    }
    return part;
  }

  private byte[] make(String name) {
    return switch (name) {
      case PageParts.TEMPLATE -> source("dashboard.html");
      case PageParts.SLASH -> source("single/add-slash.js");
      case PageParts.LOADER -> source("single/loader.js");
      case PageParts.ICON ->
          source(PageParts.inTemplate(PageParts.ICON_LINK, text(PageParts.TEMPLATE)).group(1));
      case PageParts.STYLES -> utf8(styles());
      case PageParts.NOTICES -> utf8(notices());
      case PageParts.DIGESTS -> utf8(digests());
      default -> Packing.packed(utf8(module(name)));
    };
  }

  private String styles() {
    String links = PageParts.inTemplate(PageParts.STYLE_LINKS, text(PageParts.TEMPLATE)).group();
    return PageParts.STYLE_LINK
        .matcher(links)
        .results()
        .map(link -> new String(source(link.group(1)), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }

  private String notices() {
    return libraries.stream()
        .map(l -> l.name() + " " + l.version() + "\n\n" + l.licence() + "\n")
        .collect(Collectors.joining("\n"));
  }

  private String digests() {
    return PageParts.HASHED.stream()
        .map(name -> name + " " + Digests.sha256Hex(content(name)) + "\n")
        .collect(Collectors.joining());
  }

  private byte[] content(String part) {
    return PageParts.MODULES.contains(part) ? utf8(module(part)) : part(part);
  }

  private String module(String name) {
    return name.equals(PageParts.SCRIPT)
        ? ModuleJoiner.join("app/main.js", modules())
        : libraries.stream()
            .filter(library -> library.late() && library.name().equals(name))
            .map(Library::source)
            .findFirst()
            .orElseThrow();
  }

  /** The sources of the modules that are joined, by the names they are imported by. */
  SortedMap<String, String> modules() {
    SortedMap<String, String> modules = new TreeMap<>();
    sources.forEach(
        (path, source) -> {
          if (path.startsWith("js/")) {
            modules.put(
                "app/" + path.substring("js/".length()),
                new String(source, StandardCharsets.UTF_8));
          }
        });
    libraries.stream()
        .filter(library -> !library.late())
        .forEach(library -> modules.put(library.name(), library.source()));
    return modules;
  }

  private String text(String part) {
    return new String(part(part), StandardCharsets.UTF_8);
  }

  private byte[] source(String path) {
    byte[] source = sources.get(path);
    if (source == null) {
      throw new IllegalStateException("the page lacks its file " + path);
    }
    return source;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
