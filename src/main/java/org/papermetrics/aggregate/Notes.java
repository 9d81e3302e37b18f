package org.papermetrics.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One line about the training. */
final class Notes {
  private static final Pattern SLASH = Pattern.compile("/");

  private Notes() {}

  static String of(TrainingConfig config) {
    List<String> notes = new ArrayList<>();
    config.kind().ifPresent(kind -> addTraining(kind, config, notes));
    config
        .trainData()
        .map(Notes::parentName)
        .filter(parent -> !parent.isEmpty())
        .ifPresent(parent -> notes.add("Data: " + parent));
    config
        .maxSteps()
        .ifPresent(steps -> notes.add("Trained for " + PythonNumber.text(steps) + " steps"));
    return String.join(" | ", notes);
  }

  private static void addTraining(TrainingKind kind, TrainingConfig config, List<String> notes) {
    switch (kind) {
      case TTT -> {
        notes.add(
            config.tttLayers().map(l -> "TTT training on layers " + l).orElse("TTT training"));
        config
            .baseLearningRate()
            .ifPresent(rate -> notes.add("Base LR: " + PythonNumber.text(rate)));
        config
            .gatingAlpha()
            .ifPresent(alpha -> notes.add("Gating alpha: " + PythonNumber.text(alpha)));
      }
      case LORA ->
          notes.add(
              config
                  .loraRank()
                  .map(rank -> "LoRA training (rank " + PythonNumber.text(rank) + ")")
                  .orElse("LoRA training"));
      case FULL -> notes.add("Full finetuning");
      case BASELINE -> {}
    }
  }

  /** The last name but one of a path; what stands for nothing in a path counts as nothing. */
  private static String parentName(String path) {
    List<String> names =
        SLASH.splitAsStream(path).filter(name -> !name.isEmpty() && !name.equals(".")).toList();
    return names.size() < 2 ? "" : names.get(names.size() - 2);
  }
}
