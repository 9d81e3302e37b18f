package org.papermetrics.config;

import java.util.List;
import java.util.function.Function;

/**
 * A key of the configuration that can differ.
 *
 * @param name as it is written in the file
 * @param value what it is in given settings
 */
record SettingsKey(String name, Function<Settings, Object> value) {
  private static final List<SettingsKey> ALL =
      List.of(
          new SettingsKey("checkpoint-dirs", Settings::checkpointDirs),
          new SettingsKey("log-dirs", Settings::logDirs),
          new SettingsKey("registry", Settings::registry),
          new SettingsKey("output-dir", Settings::outputDir),
          new SettingsKey("state-dir", Settings::stateDir),
          new SettingsKey("baseline", settings -> settings.baseline().orElse("")),
          new SettingsKey("http.host", settings -> settings.http().host()),
          new SettingsKey("http.port", settings -> settings.http().port()),
          new SettingsKey("http.allowed-hosts", settings -> settings.http().allowedHosts()),
          new SettingsKey("http.frame-ancestors", settings -> settings.http().frameAncestors()),
          new SettingsKey("http.auth", settings -> settings.http().token() ? "token" : "none"),
          new SettingsKey("watch.mode", settings -> settings.watch().mode()),
          new SettingsKey("watch.sweep", settings -> settings.watch().sweep()),
          new SettingsKey("watch.poll", settings -> settings.watch().poll()),
          new SettingsKey("watch.follow-links", settings -> settings.watch().followLinks()),
          new SettingsKey("discovery.results", settings -> settings.discovery().results()),
          new SettingsKey("discovery.exclude", settings -> settings.discovery().exclude()),
          new SettingsKey(
              "evaluations.stalled-after", settings -> settings.evaluations().stalledAfter()),
          new SettingsKey("metrics", Settings::metrics),
          new SettingsKey("tags", Settings::tags));

  /** The keys that are not the same in both. */
  static List<SettingsKey> differing(Settings one, Settings other) {
    return ALL.stream().filter(key -> !key.of(one).equals(key.of(other))).toList();
  }

  /** What it is in these settings. */
  Object of(Settings settings) {
    return value.apply(settings);
  }
}
