package org.papermetrics.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.papermetrics.layout.FilePatterns;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.TagRule;

/** Makes settings of what one file says, with the options that win over it. */
final class SettingsResolver {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  private static final Pattern KEY = Pattern.compile("[\\w.\\[\\]-]+");
  private static final Pattern FORMAT = Pattern.compile("percent|\\.\\d");

  private final UserDirectories places;
  private final Path file;
  private final SettingsLines lines;

  /**
   * Resolves for a file.
   *
   * @param file to which relative paths are relative
   * @param lines where the file says what it says
   */
  SettingsResolver(UserDirectories places, Path file, SettingsLines lines) {
    this.places = places;
    this.file = file;
    this.lines = lines;
  }

  /**
   * The settings.
   *
   * @throws SettingsException when a value cannot be used
   */
  Settings resolve(SettingsYaml yaml, SettingsLoader.Options options) throws SettingsException {
    Path outputDir =
        options.outputDir() != null
            ? options.outputDir().toAbsolutePath().normalize()
            : path("output-dir", yaml.outputDir())
                .orElse(places.directory("XDG_DATA_HOME", ".local/share").resolve("dashboard"));
    Path registry =
        options.registry() != null
            ? options.registry().toAbsolutePath().normalize()
            : path("registry", yaml.registry()).orElse(outputDir.resolve(Settings.REGISTRY));
    return new Settings(
        directories("checkpoint-dirs", options.checkpointDirs(), yaml.checkpointDirs()),
        directories("log-dirs", options.logDirs(), yaml.logDirs()),
        registry,
        outputDir,
        path("state-dir", yaml.stateDir())
            .orElse(places.directory("XDG_STATE_HOME", ".local/state")),
        Optional.ofNullable(yaml.baseline()).filter(id -> !id.isBlank()),
        http(yaml.http(), options),
        watch(yaml.watch()),
        discovery(yaml.discovery()),
        evaluations(yaml.evaluations()),
        metrics(yaml.metrics()),
        tags(yaml.tags()));
  }

  private List<Path> directories(String key, List<Path> given, @Nullable List<String> configured)
      throws SettingsException {
    List<Path> directories = new ArrayList<>();
    for (Path directory : given) {
      directories.add(directory.toAbsolutePath().normalize());
    }
    if (given.isEmpty() && configured != null) {
      for (String directory : configured) {
        if (directory.isBlank()) {
          throw wrong(key, "has an empty element");
        }
        path(key, directory).ifPresent(directories::add);
      }
    }
    return directories.stream().distinct().toList();
  }

  private Optional<Path> path(String key, @Nullable String text) throws SettingsException {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      Path base = file.toAbsolutePath().getParent();
      Path path = places.path(text);
      return Optional.of((base == null ? path : base.resolve(path)).normalize());
    } catch (IllegalArgumentException e) {
      throw said(key + " " + e.getMessage());
    }
  }

  private HttpSettings http(SettingsYaml.@Nullable Http yaml, SettingsLoader.Options options)
      throws SettingsException {
    String host = or(yaml == null ? null : yaml.host(), HttpSettings.DEFAULT_HOST);
    int port = or(yaml == null ? null : yaml.port(), SettingsLoader.DEFAULT_PORT);
    try {
      return new HttpSettings(
          or(options.host(), host),
          or(options.port(), port),
          new HashSet<>(or(yaml == null ? null : yaml.allowedHosts(), List.<String>of())),
          new HashSet<>(or(yaml == null ? null : yaml.frameAncestors(), List.<String>of())),
          yaml == null || yaml.auth() != SettingsYaml.Auth.NONE);
    } catch (IllegalArgumentException e) {
      throw said(String.valueOf(e.getMessage()));
    }
  }

  private WatchSettings watch(SettingsYaml.@Nullable Watch yaml) throws SettingsException {
    WatchSettings usual = WatchSettings.DEFAULT;
    SettingsYaml.WatchMode mode =
        or(yaml == null ? null : yaml.mode(), SettingsYaml.WatchMode.AUTO);
    return new WatchSettings(
        switch (mode) {
          case AUTO -> WatchSettings.Mode.AUTO;
          case EVENTS -> WatchSettings.Mode.EVENTS;
          case POLL -> WatchSettings.Mode.POLL;
        },
        duration("watch.sweep", yaml == null ? null : yaml.sweep(), usual.sweep()),
        duration("watch.poll", yaml == null ? null : yaml.poll(), usual.poll()),
        or(yaml == null ? null : yaml.followLinks(), usual.followLinks()));
  }

  private Duration duration(String key, @Nullable String text, Duration otherwise)
      throws SettingsException {
    if (text == null) {
      return otherwise;
    }
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw wrong(key, "is \"" + text + "\"; write a time such as 60s, 500ms or 5m");
    }
    long n = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(n);
          case "s" -> Duration.ofSeconds(n);
          case "m" -> Duration.ofMinutes(n);
          default -> Duration.ofHours(n);
        };
    if (duration.compareTo(Duration.ofMillis(100)) < 0) {
      throw wrong(key, "is " + text + "; the shortest that makes sense is 100ms");
    }
    return duration;
  }

  private Settings.Discovery discovery(SettingsYaml.@Nullable Discovery yaml)
      throws SettingsException {
    Settings.Discovery discovery =
        new Settings.Discovery(
            or(yaml == null ? null : yaml.results(), List.of(FilePatterns.RESULTS)),
            or(yaml == null ? null : yaml.exclude(), List.of()));
    try {
      new FilePatterns(discovery.results(), discovery.exclude());
    } catch (IllegalArgumentException e) {
      throw said("discovery: " + e.getMessage());
    }
    return discovery;
  }

  private Settings.Evaluations evaluations(SettingsYaml.@Nullable Evaluations yaml)
      throws SettingsException {
    return new Settings.Evaluations(
        duration(
            "evaluations.stalled-after",
            yaml == null ? null : yaml.stalledAfter(),
            Settings.Evaluations.DEFAULT.stalledAfter()));
  }

  private List<MetricDefinition> metrics(@Nullable List<SettingsYaml.Metric> yaml)
      throws SettingsException {
    List<MetricDefinition> metrics = new ArrayList<>();
    for (SettingsYaml.Metric metric : or(yaml, List.<SettingsYaml.Metric>of())) {
      String at = "metrics[" + metrics.size() + "]";
      if (metric.key() == null || metric.key().isBlank()) {
        throw wrong(at, "has no key: name the key in the results file");
      }
      String format = or(metric.format(), ".3");
      if (!FORMAT.matcher(format).matches()) {
        throw wrong(at + ".format", "is \"" + format + "\"; write percent, or .N for N decimals");
      }
      metrics.add(
          new MetricDefinition(
              metric.key(),
              or(metric.label(), metric.key()),
              metric.better() != SettingsYaml.Better.LOWER,
              format,
              metric.samples()));
    }
    return metrics;
  }

  private List<TagRule> tags(@Nullable List<SettingsYaml.Tag> yaml) throws SettingsException {
    List<TagRule> rules = new ArrayList<>();
    for (SettingsYaml.Tag tag : or(yaml, List.<SettingsYaml.Tag>of())) {
      String at = "tags[" + rules.size() + "]";
      SettingsYaml.When when = tag.when();
      if (tag.tag() == null || tag.tag().isBlank()) {
        throw wrong(at, "has no tag");
      }
      if (when == null || when.path() == null || when.path().isBlank() || when.equal() == null) {
        throw wrong(at + ".when", "needs a path in the training config and the value it equals");
      }
      rules.add(new TagRule(tag.tag(), when.path(), when.equal()));
    }
    return rules;
  }

  private SettingsException wrong(String key, String what) {
    return said(key + " " + what + ".");
  }

  /** With a sentence that begins with the key it is about. */
  private SettingsException said(String sentence) {
    Matcher key = KEY.matcher(sentence);
    Integer line = key.lookingAt() ? lines.of(key.group()) : null;
    return new SettingsException(file + (line == null ? "" : " line " + line) + ": " + sentence);
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
