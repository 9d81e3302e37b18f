package org.papermetrics.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.papermetrics.model.TagRule;

class TagsTest {
  private static List<String> tags(String config, TagRule... rules) {
    return Tags.of(Configs.config(config), List.of(rules));
  }

  @Test
  void allTagsOfATttRunInTheirOrder() {
    assertThat(
            tags(
                "{\"ttt\":{\"enable\":true,\"layers\":\"29,30,31\",\"base_lr\":0.01},"
                    + "\"data\":{\"train_data\":\"/d/DailyTalk/x.jsonl\"},\"max_steps\":2000}",
                new TagRule("custom", "max_steps", 2000L)))
        .containsExactly(
            "ttt", "ttt-layers-29-30-31", "high-lr", "daily-talk", "long-training", "custom");
  }

  @Test
  void theFirstKindThatIsEnabledCounts() {
    assertThat(
            tags("{\"ttt\":{\"enable\":true},\"lora\":{\"enable\":true},\"full_finetuning\":true}"))
        .startsWith("ttt");
    assertThat(
            tags(
                "{\"ttt\":{\"enable\":false},\"lora\":{\"enable\":true},\"full_finetuning\":true}"))
        .startsWith("lora");
    assertThat(tags("{\"lora\":{\"enable\":false},\"full_finetuning\":true}")).startsWith("full");
  }

  @Test
  void textThatSaysABooleanOrANumberCountsAsIt() {
    assertThat(
            tags(
                "{\"ttt\":{\"enable\":\"true\",\"base_lr\":\"1e-2\"},\"max_steps\":\"2e3\"}",
                new TagRule("flag", "mine", true),
                new TagRule("steps", "max_steps", 2000L)))
        .containsExactly("ttt", "high-lr", "long-training", "steps");
    assertThat(tags("{\"ttt\":{\"enable\":\"False\"},\"lora\":{\"enable\":\"TRUE\"}}"))
        .startsWith("lora");
    assertThat(tags("{\"mine\":\"true\"}", new TagRule("flag", "mine", true))).contains("flag");
    assertThat(tags("{\"mine\":\"true\"}", new TagRule("flag", "mine", "true"))).contains("flag");
  }

  @Test
  void whoseTrainingCannotBeToldIsNoBaseline() {
    for (String config :
        List.of(
            "{\"ttt\":{\"enable\":\"yes\"}}",
            "{\"ttt\":{\"enable\":1}}",
            "{\"lora\":{\"enable\":[true]}}",
            "{\"full_finetuning\":{}}",
            "{\"ttt\":true}",
            "{\"lora\":[{\"enable\":true}]}")) {
      assertThat(tags(config)).as(config).containsExactly("short-training");
    }
    assertThat(tags("{\"ttt\":{\"enable\":true},\"lora\":{\"enable\":\"yes\"}}")).startsWith("ttt");
  }

  @Test
  void noTagIsMadeOfWhatIsNoNumberOfItsKind() {
    assertThat(
            tags(
                "{\"ttt\":{\"enable\":true,\"base_lr\":-0.01},\"max_steps\":1500.5}",
                new TagRule("zero", "z", 0L)))
        .containsExactly("ttt");
    assertThat(tags("{\"max_steps\":\"many\",\"z\":-0.0}", new TagRule("zero", "z", 0L)))
        .containsExactly("baseline", "zero");
  }

  @Test
  void missingAndNullPartsAreNoMistake() {
    assertThat(tags("{}")).containsExactly("baseline", "short-training");
    assertThat(tags("{\"ttt\":null,\"lora\":null,\"data\":null,\"wandb\":null,\"optim\":null}"))
        .containsExactly("baseline", "short-training");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":null,\"base_lr\":null}}"))
        .containsExactly("ttt", "short-training");
  }

  @Test
  void layersMayBeATextOrAList() {
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":\"all\"}}")).contains("ttt-layers-all");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":\"none\"}}")).contains("ttt-layers-none");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":[29,30]}}")).contains("ttt-layers-29-30");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":[\"a\",1.5]}}"))
        .contains("ttt-layers-a-1.5");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":31}}")).contains("ttt-layers-31");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":[]}}"))
        .containsExactly("ttt", "short-training");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"layers\":{}}}"))
        .containsExactly("ttt", "short-training");
  }

  @Test
  void layersAndLearningRateAreTagsOfTttAlone() {
    assertThat(tags("{\"ttt\":{\"enable\":false,\"layers\":\"29\",\"base_lr\":1}}"))
        .containsExactly("baseline", "short-training");
  }

  @Test
  void theBoundsOfTheLearningRate() {
    assertThat(tags("{\"ttt\":{\"enable\":true,\"base_lr\":0.01}}")).contains("high-lr");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"base_lr\":1}}")).contains("high-lr");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"base_lr\":0.00999}}")).contains("medium-lr");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"base_lr\":0.001}}")).contains("medium-lr");
    assertThat(tags("{\"ttt\":{\"enable\":true,\"base_lr\":0.00099}}")).contains("low-lr");
  }

  @Test
  void theDataSourceIsReadOffThePathWhateverItsCase() {
    assertThat(tags("{\"data\":{\"train_data\":\"/d/Daily-LibriLight\"}}")).contains("daily-talk");
    assertThat(tags("{\"data\":{\"train_data\":\"/d/LIBRILIGHT/librispeech\"}}"))
        .contains("librilight");
    assertThat(tags("{\"data\":{\"train_data\":\"/d/LibriSpeech\"}}")).contains("librispeech");
    assertThat(tags("{\"data\":{\"train_data\":\"/d/other\"}}"))
        .containsExactly("baseline", "short-training");
    assertThat(tags("{\"data\":{\"train_data\":7}}")).containsExactly("baseline", "short-training");
  }

  @Test
  void theBoundsOfTheDuration() {
    assertThat(tags("{\"max_steps\":2000}")).contains("long-training");
    assertThat(tags("{\"max_steps\":1999}")).contains("medium-training");
    assertThat(tags("{\"max_steps\":1000}")).contains("medium-training");
    assertThat(tags("{\"max_steps\":999}")).contains("short-training");
    assertThat(tags("{\"max_steps\":\"2000\"}")).contains("long-training");
  }

  @Test
  void aCustomTagComesWhenItsValueIsThere() {
    TagRule rule = new TagRule("big", "model.size", 7L);

    assertThat(tags("{\"model\":{\"size\":7}}", rule)).endsWith("big");
    assertThat(tags("{\"model\":{\"size\":7.0}}", rule)).endsWith("big");
    assertThat(tags("{\"model\":{\"size\":\"7\"}}", rule)).endsWith("big");
    assertThat(tags("{\"model\":{\"size\":8}}", rule)).doesNotContain("big");
    assertThat(tags("{}", rule)).doesNotContain("big");
  }

  @Test
  void aCustomTagIsThereOnce() {
    assertThat(tags("{}", new TagRule("x", "a", 1L), new TagRule("baseline", "a", 1L)))
        .containsExactly("baseline", "short-training");
    assertThat(
            tags(
                "{\"a\":1}",
                new TagRule("x", "a", 1L),
                new TagRule("x", "a", 1L),
                new TagRule("baseline", "a", 1L)))
        .containsExactly("baseline", "short-training", "x");
  }
}
