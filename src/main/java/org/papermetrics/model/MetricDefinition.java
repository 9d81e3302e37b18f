package org.papermetrics.model;

import org.jspecify.annotations.Nullable;

/**
 * A metric of the user's own, shown beside the built-in ones.
 *
 * @param key its key in the results file
 * @param label what people call it
 * @param higherIsBetter which direction is better
 * @param format how it is shown: {@code percent}, or the number of decimals as {@code .N}
 * @param samplesKey the key of its sample count in the results file, null when there is none
 */
public record MetricDefinition(
    String key, String label, boolean higherIsBetter, String format, @Nullable String samplesKey) {}
