package org.papermetrics.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The content of {@code training_config.json}: a packed one with what experiments differ in. */
final class DemoConfig {
  private static final ObjectNode TEMPLATE = DemoJson.packed("demo/training_config.json");

  private DemoConfig() {}

  /** The config of an experiment. */
  static ObjectNode of(DemoExperiment experiment) {
    DemoKind kind = experiment.kind();
    boolean full = kind == DemoKind.FULL;
    boolean longSpeech = experiment.corpus() == DemoCorpus.LIBRILIGHT;
    ObjectNode config = TEMPLATE.deepCopy();
    config
        .put("run_dir", "/data/runs/" + experiment.name())
        .put("duration_sec", longSpeech ? 60.0 : 10.0)
        .put("batch_size", full ? 4 : 1)
        .put("max_steps", experiment.maxSteps())
        .put("ckpt_freq", experiment.interval())
        .put("save_adapters", !full)
        .put("num_ckpt_keep", DemoExperiment.CHECKPOINTS)
        .put("gradient_checkpointing", full)
        .put("full_finetuning", full);
    config
        .withObject("data")
        .put("train_data", experiment.corpus().trainData())
        .put("shuffle", !longSpeech);
    config.withObject("optim").put("lr", full ? 2e-06 : 5e-05);
    config.withObject("wandb").put("run_name", experiment.name().replace('_', ' '));
    config
        .withObject("lora")
        .put("enable", kind.lora())
        .put("rank", kind.lora() ? experiment.loraRank() : 64);
    config
        .withObject("ttt")
        .put("enable", kind.ttt())
        .put("layers", experiment.layers())
        .put("base_lr", experiment.baseLr())
        .put("initial_gating_alpha", kind == DemoKind.TTT_LORA ? 0.1 : 0.05);
    ObjectNode evaluation = config.withObject("paper_metrics");
    evaluation.put("paper_metrics_freq", experiment.interval());
    for (DemoTask task : DemoTask.values()) {
      evaluation.put(task.key() + "_max_pairs", task.samples());
    }
    return config;
  }
}
