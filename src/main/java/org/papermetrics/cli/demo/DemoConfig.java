package org.papermetrics.cli.demo;

import java.util.List;

/** The content of {@code training_config.json}, nested as the training writes it. */
final class DemoConfig {
  private static final String EVALUATION_DATA = "/data/evaluation/";

  private DemoConfig() {}

  /** The config of an experiment. */
  static DemoJson of(DemoExperiment experiment) {
    boolean full = experiment.kind() == DemoKind.FULL;
    return new DemoJson()
        .with(
            "data",
            new DemoJson()
                .with("train_data", experiment.corpus().trainData())
                .with("shuffle", experiment.corpus() != DemoCorpus.LIBRILIGHT)
                .with("eval_data", ""))
        .with("run_dir", "/data/runs/" + experiment.name())
        .with(
            "moshi_paths",
            new DemoJson()
                .with("hf_repo_id", "kyutai/moshiko-pytorch-bf16")
                .with("mimi_path", null)
                .with("moshi_path", null)
                .with("tokenizer_path", null)
                .with("config_path", null))
        .with("first_codebook_weight_multiplier", 100.0)
        .with("text_padding_weight", 0.5)
        .with(
            "optim",
            new DemoJson()
                .with("lr", full ? 2e-06 : 5e-05)
                .with("weight_decay", 0.1)
                .with("pct_start", 0.05))
        .with("seed", 42)
        .with("num_microbatches", 1)
        .with("duration_sec", experiment.corpus() == DemoCorpus.LIBRILIGHT ? 60.0 : 10.0)
        .with("batch_size", full ? 4 : 1)
        .with("max_norm", 1.0)
        .with("max_steps", experiment.maxSteps())
        .with("log_freq", 5)
        .with("ckpt_freq", experiment.interval())
        .with("save_adapters", !full)
        .with("do_ckpt", true)
        .with("num_ckpt_keep", DemoExperiment.CHECKPOINTS)
        .with("eval_freq", 0)
        .with("do_eval", false)
        .with("gradient_checkpointing", full)
        .with("world_size", 1)
        .with(
            "wandb",
            new DemoJson()
                .with("project", "speech-long-context")
                .with("offline", false)
                .with("key", null)
                .with("run_name", experiment.name().replace('_', ' ')))
        .with("lora", lora(experiment))
        .with("full_finetuning", full)
        .with("ttt", ttt(experiment))
        .with("paper_metrics", paperMetrics(experiment))
        .with("param_dtype", "bfloat16")
        .with("overwrite_run_dir", true)
        .with("resume_from", null)
        .with("reset_optimizer", false)
        .with("reset_step", false);
  }

  private static DemoJson lora(DemoExperiment experiment) {
    boolean enabled = experiment.kind().lora();
    return new DemoJson()
        .with("enable", enabled)
        .with("rank", enabled ? experiment.loraRank() : 64)
        .with("scaling", 2.0)
        .with("ft_embed", false);
  }

  private static DemoJson ttt(DemoExperiment experiment) {
    return new DemoJson()
        .with("enable", experiment.kind().ttt())
        .with("layers", experiment.layers())
        .with("base_lr", experiment.baseLr())
        .with("mini_batch_size", 16)
        .with("persistent_states", true)
        .with("initial_gating_alpha", experiment.kind() == DemoKind.TTT_LORA ? 0.1 : 0.05)
        .with("override_gating_alpha_on_resume", false)
        .with("log_inner_loop_losses", false)
        .with("inner_loop_log_interval", 10)
        .with("save_inner_loop_plots", false)
        .with("inner_loop_plot_dir", "./inner_loop_plots")
        .with("optimize_chunk_size", true)
        .with("chunk_size", null)
        .with("max_chunk_size", 50)
        .with("prefer_efficiency", true)
        .with("ttt_mlp_layers", 2)
        .with("ttt_mlp_hidden_dims", null)
        .with("ttt_mlp_expansion_factor", 4.0)
        .with("normalize_ttt_output", true)
        .with("target_output_norm", 25.0);
  }

  private static DemoJson paperMetrics(DemoExperiment experiment) {
    return new DemoJson()
        .with("paper_metrics_eval", true)
        .with("paper_metrics_freq", experiment.interval())
        .with("save_results_json", true)
        .with("results_dir", "./evaluation_results")
        .with("paper_metrics_use_silence", true)
        .with("paper_metrics_use_user_stream", false)
        .with("ttt_fig5_enable", false)
        .with("ttt_fig5_max_T", 2048)
        .with("ttt_fig5_layers", List.of(0, 15, 31))
        .with("ttt_fig5_smooth", 10)
        .with("sblimp_audio_dir", EVALUATION_DATA + "sblimp/audio")
        .with("sblimp_gold_csv", EVALUATION_DATA + "sblimp/gold.csv")
        .with("sblimp_max_pairs", DemoTask.SBLIMP.samples())
        .with("sstory_audio_dir", EVALUATION_DATA + "sstory")
        .with("sstory_max_pairs", DemoTask.SSTORY.samples())
        .with("swuggy_audio_dir", EVALUATION_DATA + "swuggy/audio")
        .with("swuggy_gold_csv", EVALUATION_DATA + "swuggy/gold.csv")
        .with("swuggy_max_pairs", DemoTask.SWUGGY.samples())
        .with("tstory_audio_dir", EVALUATION_DATA + "tstory")
        .with("tstory_max_pairs", DemoTask.TSTORY.samples())
        .with("librilight_evaluation_mode", "pre_concatenated")
        .with("librilight_concatenated_dir", EVALUATION_DATA + "librilight-1h")
        .with("librilight_max_files", 3);
  }
}
