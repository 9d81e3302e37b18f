package org.papermetrics.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.papermetrics.files.Ownership;
import org.papermetrics.model.JsonObject;

/**
 * What may be read and published as the results or the training config of a run. The daemon reads
 * with the rights of its user where others may write, and publishes what it reads; without these
 * rules another user's link or registry entry could publish any JSON file of its user.
 */
public final class ReadRules {
  private static final int MOST_LINKS = 40;

  /** Where the keys of the built-in metrics begin. */
  private static final List<String> METRICS =
      List.of("sblimp_", "swuggy_", "tstory_", "sstory_", "librilight_", "paper_metrics_");

  private static final Set<String> CONFIG_SECTIONS =
      Set.of(
          "ttt",
          "lora",
          "data",
          "wandb",
          "optim",
          "full_finetuning",
          "max_steps",
          "moshi_paths",
          "paper_metrics",
          "model");

  private final List<Path> roots;
  private final Set<String> metrics;
  private final Set<String> sections;

  /**
   * Rules for these settings.
   *
   * @param roots the checkpoint directories
   * @param metrics keys of the user's own metrics
   * @param configPaths dotted paths in training configs that the user's own tags ask for
   */
  public ReadRules(
      Collection<Path> roots, Collection<String> metrics, Collection<String> configPaths) {
    this.roots = List.copyOf(roots);
    this.metrics = Set.copyOf(metrics);
    this.sections =
        Stream.concat(
                CONFIG_SECTIONS.stream(),
                configPaths.stream().flatMap(path -> Stream.of(path, path.split("\\.", 2)[0])))
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether an object that was read as results is one: it has at least one known metric, or
   * nothing.
   */
  boolean isResults(JsonObject object) {
    return namesOf(object).isEmpty()
        || namesOf(object).stream()
            .anyMatch(key -> metrics.contains(key) || METRICS.stream().anyMatch(key::startsWith));
  }

  /**
   * Whether an object that was read as a training config is one: it has at least one known section,
   * or nothing.
   */
  boolean isConfig(JsonObject object) {
    return namesOf(object).isEmpty() || namesOf(object).stream().anyMatch(sections::contains);
  }

  private static Set<String> namesOf(JsonObject object) {
    Map<String, Object> values = object.values();
    return values.keySet();
  }

  /**
   * Where a file really is, if it may be read there: below a checkpoint directory, or reached
   * without a link, or by links that belong to the user of this program, to root, or to the owner
   * of the file.
   *
   * @return empty when somebody else's link leads to the file
   * @throws IOException when there is no such file, or it cannot be told
   */
  Optional<Path> resolve(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    Path real = path.toRealPath();
    if (real.equals(path) || isBelowRoot(real)) {
      return Optional.of(real);
    }
    for (int i = 0; i < MOST_LINKS; i++) {
      Optional<Path> link = firstLink(path);
      if (link.isEmpty()) {
        return Optional.of(real);
      }
      Path at = link.get();
      if (!Ownership.isOurs(at) && !Ownership.isRoots(at) && !Ownership.sameOwner(at, real)) {
        return Optional.empty();
      }
      Path target = at.resolveSibling(Files.readSymbolicLink(at));
      path = target.resolve(at.relativize(path));
    }
    return Optional.empty();
  }

  private boolean isBelowRoot(Path real) throws IOException {
    for (Path root : roots) {
      if (Files.exists(root) && real.startsWith(root.toRealPath())) {
        return true;
      }
    }
    return false;
  }

  private static Optional<Path> firstLink(Path path) {
    Path at = path.getRoot();
    for (Path name : path) {
      at = at.resolve(name);
      if (Files.isSymbolicLink(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
