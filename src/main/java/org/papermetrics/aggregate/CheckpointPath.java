package org.papermetrics.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Experiment and training step parsed from a checkpoint path.
 *
 * @param experiment the experiment that the checkpoint belongs to, never empty
 * @param step training steps, 0 when the path does not say
 */
public record CheckpointPath(String experiment, long step) {
  private static final Pattern STEP = Pattern.compile("checkpoint_(\\d{1,18})");
  private static final Pattern CHECKPOINT_DIRECTORY = Pattern.compile("checkpoint_\\d+");
  private static final Pattern SLASH = Pattern.compile("/");
  private static final String CHECKPOINTS = "checkpoints";
  private static final String CONSOLIDATED = "consolidated";
  private static final String NAMELESS = "run";

  /**
   * Reads a checkpoint path such as {@code
   * <experiment>/checkpoints/checkpoint_002000/consolidated}. In another layout the experiment is
   * the nearest directory whose name says more than that it holds a checkpoint.
   */
  public static CheckpointPath of(String checkpointPath) {
    return new CheckpointPath(experiment(checkpointPath), step(checkpointPath));
  }

  /** The id before it is made unique: {@code <experiment>_cp<step, 6 digits>}. */
  public String id() {
    return experiment + "_cp" + stepOf(6);
  }

  /** The step with zeros before it, up to so many digits. */
  String stepOf(int digits) {
    String text = Long.toString(step);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }

  private static long step(String path) {
    long step = 0;
    Matcher matcher = STEP.matcher(path);
    while (matcher.find()) {
      step = Long.parseLong(matcher.group(1));
    }
    return step;
  }

  private static String experiment(String path) {
    List<String> names = new ArrayList<>();
    for (String name : SLASH.split(path, -1)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    int last = names.size() - 1;
    if (last > 0 && names.get(last).equals(CONSOLIDATED)) {
      last--;
    }
    if (last >= 2 && names.get(last - 1).equals(CHECKPOINTS)) {
      return names.get(last - 2);
    }
    for (int i = last; i >= 0; i--) {
      String name = names.get(i);
      boolean says =
          !CHECKPOINT_DIRECTORY.matcher(name).matches()
              && !name.equals(CHECKPOINTS)
              && !name.equals(CONSOLIDATED);
      if (says) {
        return name;
      }
    }
    return NAMELESS;
  }
}
