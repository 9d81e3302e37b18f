package org.papermetrics.daemon;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.papermetrics.api.Assets;
import org.papermetrics.page.PageFile;
import org.papermetrics.page.PageFiles;

/** The files of the page as the HTTP server delivers them. */
final class PageAssets implements Assets {
  private final Supplier<Map<String, Asset>> assets;

  private PageAssets(Supplier<Map<String, Asset>> assets) {
    this.assets = assets;
  }

  /** Files that are read once. */
  static PageAssets of(PageFiles page) {
    Map<String, Asset> assets = assets(page);
    return new PageAssets(() -> assets);
  }

  /** Files that are read again at each request, so that an edit needs only a reload of the page. */
  static PageAssets reading(Path directory) {
    return new PageAssets(() -> assets(PageFiles.load(directory)));
  }

  @Override
  public Optional<Asset> find(String path) {
    return Optional.ofNullable(assets.get().get(path));
  }

  private static Map<String, Asset> assets(PageFiles page) {
    return page.paths().stream().collect(Collectors.toMap(path -> path, path -> asset(page, path)));
  }

  private static Asset asset(PageFiles page, String path) {
    PageFile file = page.at(path).orElseThrow();
    return new Asset(
        file.contentType(),
        file.bytes(),
        file.etag().replace("\"", ""),
        file.immutable(),
        path.equals(PageFiles.DOCUMENT)
            ? Map.of("Content-Security-Policy", page.contentSecurityPolicy())
            : Map.of());
  }
}
