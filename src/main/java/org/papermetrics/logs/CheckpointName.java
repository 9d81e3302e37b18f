package org.papermetrics.logs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.RunKey;

/** How logs write the path of a checkpoint, and what makes two spellings of it one. */
final class CheckpointName {
  /** The key of the pretrained model. */
  static final String PRETRAINED = "none";

  /** A path in the usual layout, up to something else that follows. */
  private static final Pattern PATH =
      Pattern.compile(
          "^.*?/checkpoint_\\d+(/+consolidated)?(/+[^/\\s]+\\.safetensors)?/*(?=[\\s,;|)\\]\"'])");

  /** What a path in the usual layout ends with, so that nothing can be missing. */
  private static final Pattern COMPLETE =
      Pattern.compile("(?s).*/(checkpoint_\\d{6,}|consolidated|[^/]+\\.safetensors)/*");

  /** Doubled slashes, and steps to the same directory. */
  private static final Pattern NO_STEP = Pattern.compile("/(\\./|/)+|/\\.$");

  private static final Pattern PYTHON_PATH = Pattern.compile("^[A-Za-z]*Path\\((?=[\"'])");
  private static final String CONSOLIDATED = "/consolidated";
  private static final String WEIGHTS = ".safetensors";

  private CheckpointName() {}

  /**
   * The path that stands at the start of a text: up to where one in the usual layout ends and
   * something else follows, else the whole text.
   */
  static String of(String text) {
    String stripped = text.strip();
    Matcher path = PATH.matcher(stripped);
    return path.find() ? path.group() : stripped;
  }

  /** Whether a path cannot go on, because it ends as checkpoints in the usual layout do. */
  static boolean isComplete(String path) {
    return COMPLETE.matcher(unquoted(path)).matches();
  }

  /**
   * What is the same for all spellings of a checkpoint: without quotes, doubled slashes, a slash at
   * the end, {@code /consolidated}, and the name of a file of weights.
   */
  static String key(String path) {
    String key =
        RunKey.withoutTrailingSlash(NO_STEP.matcher(unquoted(path.strip())).replaceAll("/"));
    if (key.endsWith(WEIGHTS) && key.contains("/")) {
      key = RunKey.withoutTrailingSlash(key.substring(0, key.lastIndexOf('/') + 1));
    }
    if (key.endsWith(CONSOLIDATED)) {
      key = RunKey.withoutTrailingSlash(key.substring(0, key.length() - CONSOLIDATED.length()));
    }
    // Logs, runs and what is known of both have the same keys, thousands of them.
    return key.equalsIgnoreCase(PRETRAINED) ? PRETRAINED : key.intern();
  }

  /** The path as it is written, without quotes and a slash at the end. */
  static String written(String path) {
    return RunKey.withoutTrailingSlash(unquoted(path.strip()));
  }

  /** What two pieces of a path make together that was wrapped; null when that is no whole one. */
  static @Nullable String joined(String piece, String next) {
    String joined = of(piece + next);
    return isComplete(joined) ? joined : null;
  }

  /** Without the quotes and the class around it that Python prints. */
  private static String unquoted(String path) {
    String inner = path.indexOf('(') < 0 ? path : PYTHON_PATH.matcher(path).replaceFirst("");
    if (inner.isEmpty() || "'\"`".indexOf(inner.charAt(0)) < 0) {
      return path;
    }
    int end = inner.indexOf(inner.charAt(0), 1);
    return end < 0 ? inner.substring(1) : inner.substring(1, end);
  }
}
