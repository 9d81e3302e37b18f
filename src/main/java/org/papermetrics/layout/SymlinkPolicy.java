package org.papermetrics.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which symbolic links are followed. A link to a place in a root (such as {@code latest}) would
 * show a run a second time under another name; a link to something above a root would lead through
 * the whole disk and back.
 */
public final class SymlinkPolicy {
  private final Map<Path, Path> realRoots = new ConcurrentHashMap<>();

  /**
   * Notes where a root really is. A root that cannot be resolved stays where it was last.
   *
   * @param root as configured
   */
  public void resolve(Path root) {
    try {
      realRoots.put(root, root.toRealPath());
    } catch (IOException e) {
      // A missing root holds nothing that a link could lead to.
    }
  }

  /**
   * The directory that a link leads to.
   *
   * @return empty when it is not to be followed
   * @throws IOException when it leads nowhere, or this cannot be determined
   */
  public Optional<Path> target(Path link) throws IOException {
    Path real = link.toRealPath();
    if (!Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    boolean aboutRoots =
        realRoots.values().stream()
            .anyMatch(root -> root.startsWith(real) || real.startsWith(root));
    return aboutRoots ? Optional.empty() : Optional.of(real);
  }
}
