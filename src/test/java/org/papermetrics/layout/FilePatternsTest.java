package org.papermetrics.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FilePatternsTest {
  private static final Path ROOT = Path.of("/data/root");
  private static final String NAME = "paper_metrics_results.json";

  private static boolean matches(String pattern, String path) {
    return new FilePatterns(List.of(pattern), List.of()).isResults(ROOT, ROOT.resolve(path));
  }

  private static boolean excludes(String pattern, String path) {
    return new FilePatterns(List.of(), List.of(pattern)).isExcluded(ROOT, ROOT.resolve(path));
  }

  @Test
  void resultsAreFoundAtEveryDepthAlsoInTheRoot() {
    assertThat(matches(FilePatterns.RESULTS, NAME)).isTrue();
    assertThat(matches(FilePatterns.RESULTS, "a/" + NAME)).isTrue();
    assertThat(matches(FilePatterns.RESULTS, "a/b/c/" + NAME)).isTrue();
    assertThat(matches(FilePatterns.RESULTS, "a/x" + NAME)).isFalse();
    assertThat(matches(FilePatterns.RESULTS, "a/" + NAME + "~")).isFalse();
  }

  @Test
  void patternsAreRelativeToTheRoot() {
    assertThat(matches("*/results.json", "a/results.json")).isTrue();
    assertThat(matches("*/results.json", "a/b/results.json")).isFalse();
    assertThat(matches("exp*/**/results_[0-9]*.json", "exp1/results_1.json")).isTrue();
    assertThat(matches("exp*/**/results_[0-9]*.json", "exp1/a/b/results_12.json")).isTrue();
    assertThat(matches("exp*/**/results_[0-9]*.json", "other/results_1.json")).isFalse();
    assertThat(matches("**/{results,metrics}.json", "metrics.json")).isTrue();
    assertThat(matches("**/{results,metrics}.json", "x/results.json")).isTrue();
    assertThat(matches("**/{eval/results,metrics}.json", "x/eval/results.json")).isTrue();
    assertThat(matches("**/{eval/results,metrics}.json", "x/results.json")).isFalse();
    assertThat(matches("eval/**", "eval/deep/any.txt")).isTrue();
    assertThat(matches("**/a\\{1\\}.json", "x/a{1}.json")).isTrue();
  }

  @Test
  void namesMayHaveAnyCharacters() {
    assertThat(matches(FilePatterns.RESULTS, "a b/line\nbreak/" + NAME)).isTrue();
    assertThat(matches("exp/**/results.json", "exp/line\nbreak/\u2028/results.json")).isTrue();
    assertThat(matches("**/r*.json", "\uD83D\uDE80/r\n1.json")).isTrue();
  }

  @Test
  void hiddenDirectoriesAndFilesCountOnlyWhereAPatternNamesThem() {
    FilePatterns usual = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    for (String hidden : List.of(".~tmp~", ".rsync-partial", ".Trash-1000", ".snapshot", ".x")) {
      assertThat(usual.isExcluded(ROOT, ROOT.resolve("a/" + hidden))).as(hidden).isTrue();
      Path inside = ROOT.resolve("a/" + hidden + "/b/c");
      assertThat(usual.passedOver(ROOT, inside)).contains(ROOT.resolve("a/" + hidden));
    }
    assertThat(usual.isExcluded(ROOT, ROOT.resolve("a/b.c"))).isFalse();
    assertThat(matches("**/*.json", "a/.x.json")).isFalse();
    assertThat(matches("**/.x.json", "a/.x.json")).isTrue();

    assertThat(hides("**/.snap*/**/r.json", ".snapshot")).isFalse();
    assertThat(hides("**/.snap*/**/r.json", ".Trash-1000")).isTrue();
    assertThat(hides("**/\\.old/r.json", ".old")).isFalse();
    assertThat(hides("{a,.b*,.d}/r.json", ".bee")).isFalse();
    assertThat(hides("{a,.b*,.d}/r.json", ".d")).isFalse();
    assertThat(hides("{a,.b*,.d}/r.json", ".c")).isTrue();
  }

  private static boolean hides(String pattern, String name) {
    return new FilePatterns(List.of(pattern), List.of())
        .isExcluded(ROOT, ROOT.resolve("a").resolve(name));
  }

  @Test
  void excludedDirectoriesAndFiles() {
    assertThat(excludes("**/wandb", "wandb")).isTrue();
    assertThat(excludes("**/wandb", "a/b/wandb")).isTrue();
    assertThat(excludes("**/wandb", "a/wandb2")).isFalse();
    assertThat(excludes("**/wandb/", "a/wandb")).isTrue();
    assertThat(excludes("**/wandb/**", "a/wandb")).isTrue();
    assertThat(excludes("old", "old")).isTrue();
    assertThat(excludes("old", "a/old")).isFalse();
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of("**/draft*"));
    assertThat(patterns.isExcluded(ROOT, ROOT.resolve("x/draft-1"))).isTrue();
    FilePatterns notThis = new FilePatterns(List.of("**/*.json"), List.of("a/skip.json"));
    assertThat(notThis.isResults(ROOT, ROOT.resolve("a/skip.json"))).isFalse();
    assertThat(notThis.isResults(ROOT, ROOT.resolve("b/skip.json"))).isTrue();
  }

  @Test
  void configsAndLogsAreKnownByName() {
    assertThat(FilePatterns.isConfig(ROOT.resolve("a/training_config.json"))).isTrue();
    assertThat(FilePatterns.isConfig(ROOT.resolve("a/training_config.json.bak"))).isFalse();
    assertThat(FilePatterns.isLog(Path.of("/logs/paper_metrics_12.log"))).isTrue();
    assertThat(FilePatterns.isLog(Path.of("/logs/paper_metrics_12.err"))).isTrue();
    assertThat(FilePatterns.isLog(Path.of("/logs/paper_metrics_12.log.gz"))).isTrue();
    assertThat(FilePatterns.isLog(Path.of("/logs/paper_metrics_12.err.gz"))).isTrue();
    assertThat(FilePatterns.isLog(Path.of("/logs/paper_metrics_12.gz"))).isFalse();
    assertThat(FilePatterns.isLog(Path.of("/logs/paper_metrics_12.err.gz.gz"))).isFalse();
    assertThat(FilePatterns.isLog(Path.of("/logs/paper_metrics_12.out"))).isFalse();
    assertThat(FilePatterns.isLog(Path.of("/logs/other_12.log"))).isFalse();
    assertThat(FilePatterns.isLog(Path.of("/"))).isFalse();
    assertThat(FilePatterns.isWeights(ROOT.resolve("a/model-00001-of-00002.safetensors"))).isTrue();
    assertThat(FilePatterns.isWeights(ROOT.resolve("a.safetensors/" + NAME))).isFalse();
    FilePatterns patterns = new FilePatterns(List.of(FilePatterns.RESULTS), List.of());
    assertThat(patterns.isWanted(ROOT, ROOT.resolve("training_config.json"))).isTrue();
    assertThat(patterns.isWanted(ROOT, ROOT.resolve(NAME))).isTrue();
    assertThat(patterns.isWanted(ROOT, ROOT.resolve("notes.json"))).isFalse();
  }

  @Test
  void aPatternThatIsNoneGetsASentence() {
    for (String bad : List.of("", " ", "/abs/*.json", "**/[a", "{a", "x/{a,{b,c}}.json")) {
      assertThatThrownBy(() -> new FilePatterns(List.of(bad), List.of()))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + bad + "\" is no pattern");
    }
  }
}
