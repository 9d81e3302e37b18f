package org.papermetrics.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.model.MetricDefinition;
import org.papermetrics.model.TagRule;

/** What the settings are, from the command line, the file and the defaults. */
class SettingsLoaderTest {
  private static final Path HOME = Path.of("/home/ada");
  private static final SettingsLoader.Options NOTHING = options(null);

  private final Path directory;
  private final Path file;

  SettingsLoaderTest(@TempDir Path directory) {
    this.directory = directory;
    file = directory.resolve("config.yaml");
  }

  private static SettingsLoader.Options options(@Nullable Path config) {
    return new SettingsLoader.Options(config, List.of(), List.of(), null, null, null, null);
  }

  private static SettingsLoader loader(String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < variables.length; i += 2) {
      environment.put(variables[i], variables[i + 1]);
    }
    return new SettingsLoader(environment, HOME);
  }

  private Settings settings(String yaml, String... variables) throws Exception {
    Files.writeString(file, yaml);
    return loader(variables).load(options(file));
  }

  private String wrong(String yaml) throws IOException {
    Files.writeString(file, yaml);
    String[] message = {""};
    assertThatThrownBy(() -> loader().load(options(file)))
        .isInstanceOfSatisfying(SettingsException.class, e -> message[0] = e.sentence());
    assertThat(message[0]).startsWith(file.toString()).hasLineCount(1).endsWith(".");
    return message[0].substring(file.toString().length()).replaceFirst("^ line \\d+", "");
  }

  @Test
  void theDefaults() throws Exception {
    assertThat(loader().load(NOTHING))
        .isEqualTo(
            new Settings(
                List.of(),
                List.of(),
                HOME.resolve(".local/share/paper-metrics/dashboard/runs_registry.json"),
                HOME.resolve(".local/share/paper-metrics/dashboard"),
                HOME.resolve(".local/state/paper-metrics"),
                Optional.empty(),
                new HttpSettings("127.0.0.1", 8765, Set.of(), true),
                WatchSettings.DEFAULT,
                new Settings.Discovery(List.of("**/paper_metrics_results.json"), List.of()),
                Settings.Evaluations.DEFAULT,
                List.of(),
                List.of()));
    assertThat(WatchSettings.DEFAULT.mode()).isEqualTo(WatchSettings.Mode.AUTO);
    assertThat(WatchSettings.DEFAULT.sweep()).isEqualTo(Duration.ofSeconds(60));
    assertThat(WatchSettings.DEFAULT.poll()).isEqualTo(Duration.ofSeconds(2));
    assertThat(Settings.Evaluations.DEFAULT.stalledAfter()).isEqualTo(Duration.ofMinutes(20));
  }

  /** The documented file, with the keys that it only comments on. */
  private String documented() throws IOException {
    try (var stream = getClass().getResourceAsStream("/config/config.yaml")) {
      return new String(requireNonNull(stream).readAllBytes(), UTF_8);
    }
  }

  private String documentedWithAllKeys() throws IOException {
    return documented()
        .replaceAll("(?m)^# (registry|output-dir|state-dir|baseline): ", "$1: ")
        .replaceAll("(?m)^#   ([- ]) ", "  $1 ");
  }

  @Test
  void theDocumentedFileSaysTheDefaults() throws Exception {
    assertThat(settings(documented())).isEqualTo(loader().load(NOTHING));
  }

  @Test
  void whatTheDocumentedFileCommentsOnAreTheDefaultsToo() throws Exception {
    String places = documented().replaceAll("(?m)^# (registry|output-dir|state-dir): ", "$1: ");

    assertThat(places).contains("\nregistry: ", "\noutput-dir: ", "\nstate-dir: ");
    assertThat(settings(places)).isEqualTo(loader().load(NOTHING));
  }

  @Test
  void theDocumentedFileShowsEveryKeyThatThereIs() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (String line : documentedWithAllKeys().lines().toList()) {
      Matcher key =
          Pattern.compile("(?:^|[-{ ])([a-z-]+):(?: |$)").matcher(line.replaceAll("#.*", ""));
      while (key.find()) {
        shown.add(key.group(1));
      }
    }
    assertThat(shown).isEqualTo(keysOf(SettingsYaml.class));
  }

  private static Set<String> keysOf(Class<?> type) {
    Set<String> keys = new TreeSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      keys.add(name.equals("equal") ? "equals" : name);
      if (component.getType().isRecord()) {
        keys.addAll(keysOf(component.getType()));
      } else if (component.getGenericType() instanceof ParameterizedType list
          && list.getActualTypeArguments()[0] instanceof Class<?> element
          && element.isRecord()) {
        keys.addAll(keysOf(element));
      }
    }
    return keys;
  }

  @Test
  void everyKey() throws Exception {
    Settings settings =
        settings(
            """
            checkpoint-dirs: [/data/ckpt, /data/more]
            log-dirs:
              - /data/logs
            registry: /data/registry.json
            output-dir: /data/out
            state-dir: /data/state
            baseline: exp_cp000100
            http: {host: 0.0.0.0, port: 0, allowed-hosts: [board.example], auth: token}
            watch: {mode: poll, sweep: 5m, poll: 500ms}
            discovery: {results: ["**/r.json"], exclude: ["**/old/**"]}
            evaluations: {stalled-after: 90m}
            metrics:
              - {key: wer, label: Word errors, better: lower, format: percent, samples: wer_samples}
              - key: f1
            tags:
              - {tag: big, when: {path: model.size, equals: 7}}
              - {tag: deep, when: {path: layers, equals: [1, 2]}}
            """);

    assertThat(settings.checkpointDirs())
        .containsExactly(Path.of("/data/ckpt"), Path.of("/data/more"));
    assertThat(settings.logDirs()).containsExactly(Path.of("/data/logs"));
    assertThat(settings.registry()).isEqualTo(Path.of("/data/registry.json"));
    assertThat(settings.outputDir()).isEqualTo(Path.of("/data/out"));
    assertThat(settings.stateDir()).isEqualTo(Path.of("/data/state"));
    assertThat(settings.baseline()).contains("exp_cp000100");
    assertThat(settings.http())
        .isEqualTo(new HttpSettings("0.0.0.0", 0, Set.of("board.example"), true));
    assertThat(settings.watch().mode()).isEqualTo(WatchSettings.Mode.POLL);
    assertThat(settings.watch().sweep()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.watch().poll()).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.discovery())
        .isEqualTo(new Settings.Discovery(List.of("**/r.json"), List.of("**/old/**")));
    assertThat(settings.evaluations().stalledAfter()).isEqualTo(Duration.ofMinutes(90));
    assertThat(settings.metrics())
        .containsExactly(
            new MetricDefinition("wer", "Word errors", false, "percent", "wer_samples"),
            new MetricDefinition("f1", "f1", true, ".3", null));
    assertThat(settings.tags())
        .containsExactly(
            new TagRule("big", "model.size", 7), new TagRule("deep", "layers", List.of(1, 2)));
  }

  @Test
  void anOptionWinsOverTheFileAndTheFileOverTheDefault() throws Exception {
    Files.writeString(
        file,
        """
        checkpoint-dirs: [/file/ckpt]
        log-dirs: [/file/logs]
        registry: /file/registry.json
        output-dir: /file/out
        http: {host: 127.0.0.2, port: 9000}
        """);

    Settings settings =
        loader()
            .load(
                new SettingsLoader.Options(
                    file,
                    List.of(Path.of("/option/a/../ckpt")),
                    List.of(Path.of("/option/logs")),
                    Path.of("/option/registry.json"),
                    Path.of("/option/out"),
                    "127.0.0.3",
                    9001));

    assertThat(settings.checkpointDirs()).containsExactly(Path.of("/option/ckpt"));
    assertThat(settings.logDirs()).containsExactly(Path.of("/option/logs"));
    assertThat(settings.registry()).isEqualTo(Path.of("/option/registry.json"));
    assertThat(settings.outputDir()).isEqualTo(Path.of("/option/out"));
    assertThat(settings.http().host()).isEqualTo("127.0.0.3");
    assertThat(settings.http().port()).isEqualTo(9001);
    assertThat(loader().load(options(file)).checkpointDirs())
        .containsExactly(Path.of("/file/ckpt"));
    assertThat(loader().load(options(file)).http().port()).isEqualTo(9000);
  }

  @Test
  void theRegistryIsInTheOutputDirectoryUnlessItIsNamed() throws Exception {
    assertThat(settings("output-dir: /data/out").registry())
        .isEqualTo(Path.of("/data/out/runs_registry.json"));
  }

  @Test
  void aRelativePathIsRelativeToTheFile() throws Exception {
    Settings settings = settings("checkpoint-dirs: [ckpt, ./a/../b, ../up]\nstate-dir: s");

    assertThat(settings.checkpointDirs())
        .containsExactly(
            directory.resolve("ckpt"), directory.resolve("b"), directory.resolveSibling("up"));
    assertThat(settings.stateDir()).isEqualTo(directory.resolve("s"));
  }

  @Test
  void aRelativeOptionIsRelativeToTheWorkingDirectory() throws Exception {
    SettingsLoader.Options given =
        new SettingsLoader.Options(
            null, List.of(Path.of("ckpt")), List.of(), null, null, null, null);

    assertThat(loader().load(given).checkpointDirs())
        .containsExactly(Path.of("").toAbsolutePath().resolve("ckpt"));
  }

  @Test
  void aTildeIsTheHomeDirectory() throws Exception {
    assertThat(settings("checkpoint-dirs: [\"~\", ~/ckpt, /a/~/b, ~ada]").checkpointDirs())
        .containsExactly(HOME, HOME.resolve("ckpt"), Path.of("/a/~/b"), directory.resolve("~ada"));
  }

  @Test
  void variablesAreFilledIn() throws Exception {
    assertThat(
            settings("checkpoint-dirs: [$DATA/ckpt, \"${DATA}more/$N\"]", "DATA", "/d", "N", "$1")
                .checkpointDirs())
        .containsExactly(Path.of("/d/ckpt"), Path.of("/dmore/$1"));
  }

  @Test
  void aVariableThatIsNotSetIsAnError() throws Exception {
    assertThat(wrong("log-dirs: [$NOWHERE/logs]"))
        .isEqualTo(": log-dirs uses $NOWHERE, which is not set in the environment.");
  }

  @Test
  void anEmptyPathIsAnError() throws Exception {
    assertThat(wrong("checkpoint-dirs: [a, \" \"]"))
        .isEqualTo(": checkpoint-dirs has an empty element.");
    assertThatThrownBy(() -> settings("registry: $EMPTY", "EMPTY", ""))
        .hasMessageContaining("registry is $EMPTY, which is empty");
  }

  @Test
  void aTextThatIsNoPathIsAnError() throws Exception {
    assertThat(wrong("registry: \"a\\0b\"")).startsWith(": registry is no path: ");
  }

  @Test
  void theUsualPlacesFollowTheEnvironment() throws Exception {
    SettingsLoader loader =
        loader("XDG_CONFIG_HOME", "/c", "XDG_STATE_HOME", "/s", "XDG_DATA_HOME", "/d");

    assertThat(loader.usualFile()).isEqualTo(Path.of("/c/paper-metrics/config.yaml"));
    assertThat(loader.load(NOTHING).stateDir()).isEqualTo(Path.of("/s/paper-metrics"));
    assertThat(loader.load(NOTHING).outputDir()).isEqualTo(Path.of("/d/paper-metrics/dashboard"));
    assertThat(loader("XDG_CONFIG_HOME", "relative").usualFile())
        .isEqualTo(HOME.resolve(".config/paper-metrics/config.yaml"));
  }

  @Test
  void theUsualFileIsReadWhenItIsThere() throws Exception {
    Path usual = directory.resolve("paper-metrics/config.yaml");
    Files.createDirectories(directory.resolve("paper-metrics"));
    Files.writeString(usual, "baseline: x");

    assertThat(loader("XDG_CONFIG_HOME", directory.toString()).load(NOTHING).baseline())
        .contains("x");
  }

  @Test
  void emptyValuesSayNothing() throws Exception {
    assertThat(settings("registry:\nbaseline: \" \"\nhttp:\nmetrics:\ncheckpoint-dirs: [null]"))
        .isEqualTo(loader().load(NOTHING));
  }

  @Test
  void oneDirectoryTwiceIsOne() throws Exception {
    assertThat(settings("checkpoint-dirs: [/a, /a/, /b/../a]").checkpointDirs())
        .containsExactly(Path.of("/a"));
  }

  @Test
  void whatIsWrongIsToldWithItsLine() throws Exception {
    Files.writeString(file, "\nhttp:\n  host: 127.0.0.1\n  port: 65536\n");

    assertThatThrownBy(() -> loader().load(options(file)))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e -> assertThat(e.sentence()).startsWith(file + " line 4: http.port is 65536"));

    Files.writeString(file, "evaluations:\n  # long\n  stalled-after: 20\n");

    assertThatThrownBy(() -> loader().load(options(file)))
        .isInstanceOfSatisfying(
            SettingsException.class,
            e ->
                assertThat(e.sentence())
                    .isEqualTo(
                        file
                            + " line 3: evaluations.stalled-after is \"20\";"
                            + " write a time such as 60s, 500ms or 5m."));
  }

  @Test
  void aHostIsANameAlone() throws Exception {
    assertThat(wrong("http: {allowed-hosts: [a.example, \"https://b.example\"]}"))
        .startsWith(": http.allowed-hosts has 'https://b.example', which is no host name");
  }

  @Test
  void aPatternIsRelativeToACheckpointDirectory() throws Exception {
    assertThat(wrong("discovery: {exclude: [/data/old]}"))
        .startsWith(": discovery: \"/data/old\" is no pattern");
  }

  @Test
  void withoutATokenOnlyThisMachineIsServed() throws Exception {
    assertThat(settings("http: {auth: none}").http().token()).isFalse();
    assertThat(settings("http: {auth: none, host: \"::1\"}").http().token()).isFalse();
    assertThat(settings("http: {auth: none, host: localhost}").http().token()).isFalse();
    assertThat(wrong("http: {auth: none, host: 0.0.0.0}"))
        .startsWith(": http.auth is none, but http.host 0.0.0.0 is not localhost")
        .contains("Use http.auth: token, or http.host: 127.0.0.1");
    assertThat(wrong("http: {auth: none, host: \"127.1\"}")).contains("http.host 127.1 is not");
    assertThat(wrong("http: {auth: none, host: 192.0.2.7}")).contains("192.0.2.7");
  }

  @Test
  void anOptionCannotOpenABoardWithoutToken() throws Exception {
    Files.writeString(file, "http: {auth: none}");
    SettingsLoader.Options open =
        new SettingsLoader.Options(file, List.of(), List.of(), null, null, "0.0.0.0", null);

    assertThatThrownBy(() -> loader().load(open)).hasMessageContaining("http.auth is none");
  }

  @Test
  void nothingInAListIsNoValue() throws Exception {
    Settings settings =
        settings(
            "http: {allowed-hosts: [null]}\ndiscovery: {results: [~], exclude: [null]}\n"
                + "metrics: [null]\ntags: [null]\nlog-dirs: [null]");
    assertThat(settings.http().allowedHosts()).isEmpty();
    assertThat(settings.discovery().exclude()).isEmpty();
    assertThat(settings.metrics()).isEmpty();
  }

  @Test
  void aPortIsANumberThatPortsHave() throws Exception {
    assertThat(settings("http: {port: 65535}").http().port()).isEqualTo(65535);
    assertThat(wrong("http: {port: 65536}"))
        .isEqualTo(": http.port is 65536; use a number from 1 to 65535, or 0 for any free port.");
    assertThat(wrong("http: {port: -1}")).contains("http.port is -1");
  }

  @Test
  void timesHaveAUnit() throws Exception {
    assertThat(settings("watch: {sweep: 2h, poll: 100 ms}").watch().sweep())
        .isEqualTo(Duration.ofHours(2));
    assertThat(wrong("watch: {sweep: 60}"))
        .isEqualTo(": watch.sweep is \"60\"; write a time such as 60s, 500ms or 5m.");
    assertThat(wrong("watch: {poll: soon}")).startsWith(": watch.poll is \"soon\"");
    assertThat(wrong("watch: {poll: -5s}")).startsWith(": watch.poll is \"-5s\"");
    assertThat(wrong("watch: {poll: 99ms}"))
        .isEqualTo(": watch.poll is 99ms; the shortest that makes sense is 100ms.");
  }

  @Test
  void aMetricHasAKeyAndAFormatThatIsKnown() throws Exception {
    assertThat(wrong("metrics: [{key: a}, {label: b}]"))
        .isEqualTo(": metrics[1] has no key: name the key in the results file.");
    assertThat(wrong("metrics: [{key: a, format: \"%.2f\"}]"))
        .isEqualTo(": metrics[0].format is \"%.2f\"; write percent, or .N for N decimals.");
  }

  @Test
  void aTagHasANameAndACondition() throws Exception {
    assertThat(wrong("tags: [{when: {path: a, equals: 1}}]")).isEqualTo(": tags[0] has no tag.");
    for (String when : List.of("{path: a}", "{equals: 1}", "{path: a, equals: null}")) {
      assertThat(wrong("tags: [{tag: x, when: " + when + "}]"))
          .isEqualTo(": tags[0].when needs a path in the training config and the value it equals.");
    }
    assertThat(wrong("tags: [{tag: x}]")).startsWith(": tags[0].when needs");
  }
}
