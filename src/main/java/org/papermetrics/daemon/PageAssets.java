package org.papermetrics.daemon;

import java.util.Map;
import java.util.Optional;
import org.papermetrics.api.Assets;
import org.papermetrics.page.PageFile;
import org.papermetrics.page.PageFiles;

/** The packed page as the server gives it out. */
record PageAssets(PageFiles page) implements Assets {
  @Override
  public Optional<Asset> find(String path) {
    return page.at(path).map(file -> asset(path, file));
  }

  private Asset asset(String path, PageFile file) {
    Map<String, String> headers =
        path.equals(PageFiles.DOCUMENT)
            ? Map.of("Content-Security-Policy", page.contentSecurityPolicy())
            : Map.of();
    return new Asset(file.contentType(), file.bytes(), file.etag().replace("\"", ""), headers);
  }
}
