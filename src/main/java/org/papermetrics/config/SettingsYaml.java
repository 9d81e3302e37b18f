package org.papermetrics.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration file as it is written; every key may be missing. */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record SettingsYaml(
    @Nullable List<String> checkpointDirs,
    @Nullable List<String> logDirs,
    @Nullable String registry,
    @Nullable String outputDir,
    @Nullable String stateDir,
    @Nullable String baseline,
    @Nullable Http http,
    @Nullable Watch watch,
    @Nullable Discovery discovery,
    @Nullable Evaluations evaluations,
    @Nullable List<Metric> metrics,
    @Nullable List<Tag> tags) {

  /** The file that says nothing. */
  static final SettingsYaml EMPTY =
      new SettingsYaml(null, null, null, null, null, null, null, null, null, null, null, null);

  /** Whether requests need a token. */
  enum Auth {
    @JsonProperty("token")
    TOKEN,
    @JsonProperty("none")
    NONE
  }

  /** How changes are noticed. */
  enum WatchMode {
    @JsonProperty("auto")
    AUTO,
    @JsonProperty("events")
    EVENTS,
    @JsonProperty("poll")
    POLL
  }

  /** Which direction of a metric is better. */
  enum Better {
    @JsonProperty("higher")
    HIGHER,
    @JsonProperty("lower")
    LOWER
  }

  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Http(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable List<String> allowedHosts,
      @Nullable List<String> frameAncestors,
      @Nullable Auth auth) {}

  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Watch(
      @Nullable WatchMode mode,
      @Nullable String sweep,
      @Nullable String poll,
      @Nullable Boolean followLinks) {}

  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Discovery(@Nullable List<String> results, @Nullable List<String> exclude) {}

  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Evaluations(@Nullable String stalledAfter) {}

  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Metric(
      @Nullable String key,
      @Nullable String label,
      @Nullable Better better,
      @Nullable String format,
      @Nullable String samples) {}

  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Tag(@Nullable String tag, @Nullable When when) {}

  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record When(@Nullable String path, @JsonProperty("equals") @Nullable Object equal) {}
}
