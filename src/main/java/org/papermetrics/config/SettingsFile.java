package org.papermetrics.config;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.papermetrics.files.FileAtPath;
import org.papermetrics.files.IoErrors;
import org.papermetrics.text.DidYouMean;

/** Reads the configuration file and says in one sentence what is wrong with it. */
final class SettingsFile {
  private static final int NEAR_ENOUGH = 4;
  private static final long LARGEST = 256 * 1024;

  private SettingsFile() {}

  /**
   * What a file says.
   *
   * @param lines where it says it
   */
  record Content(SettingsYaml yaml, SettingsLines lines) {
    /** Of a file that says nothing. */
    static final Content EMPTY = new Content(SettingsYaml.EMPTY, SettingsLines.NONE);
  }

  /** Why what is in the place of a configuration file is not opened, in a sentence. */
  static Optional<String> obstacle(Path file, FileAtPath found) {
    Optional<String> words =
        found instanceof FileAtPath.Special special
            ? Optional.of(special.words())
            : found instanceof FileAtPath.Regular regular
                ? FileAtPath.tooLarge(regular.stamp().size(), LARGEST)
                : Optional.empty();
    return words.map(what -> "The configuration file " + file + " " + what + "; replace it.");
  }

  /**
   * Reads a configuration file. An empty one says nothing.
   *
   * @throws SettingsException when it is missing, unreadable, has an unknown key, or a value of the
   *     wrong type
   */
  static Content read(Path file) throws SettingsException {
    String text;
    try {
      Optional<String> obstacle = obstacle(file, FileAtPath.of(file));
      if (obstacle.isPresent()) {
        throw new SettingsException(obstacle.get());
      }
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new SettingsException("There is no configuration file " + file + ".");
    } catch (CharacterCodingException e) {
      throw new SettingsException("The configuration file " + file + " is not text in UTF-8.");
    } catch (IOException e) {
      throw new SettingsException(
          "The configuration file " + file + " cannot be read: " + IoErrors.of(e) + ".");
    }
    try {
      YAMLMapper mapper = mapper();
      SettingsLines lines = SettingsLines.of(mapper.getFactory().createParser(text));
      if (lines.isEmpty()) {
        return Content.EMPTY;
      }
      try {
        SettingsYaml yaml = mapper.readValue(text, SettingsYaml.class);
        return yaml == null ? Content.EMPTY : new Content(yaml, lines);
      } catch (JsonMappingException e) {
        Integer line = lines.of(key(e));
        String where = line == null ? where(e.getLocation()) : " line " + line;
        throw new SettingsException(file + where + ": " + reason(e));
      }
    } catch (JsonProcessingException e) {
      throw new SettingsException(file + where(e.getLocation()) + ": " + reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
  }

  private static YAMLMapper mapper() {
    return YAMLMapper.builder(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        // A key with nothing behind it, such as a group whose keys are all comments.
        .withCoercionConfigDefaults(
            c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.AsNull))
        // An element with nothing behind its dash.
        .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP))
        .build();
  }

  private static String where(@Nullable JsonLocation location) {
    return location == null || location.getLineNr() < 1 ? "" : " line " + location.getLineNr();
  }

  private static String reason(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return unknownKey(unknown.getPropertyName(), unknown.getKnownPropertyIds());
    }
    if (e instanceof InvalidFormatException format && format.getTargetType().isEnum()) {
      return key(format)
          + " cannot be \""
          + format.getValue()
          + "\"; it is one of "
          + Arrays.stream(format.getTargetType().getEnumConstants())
              .map(constant -> constant.toString().toLowerCase(java.util.Locale.ROOT))
              .collect(Collectors.joining(", "))
          + ".";
    }
    if (e instanceof MismatchedInputException mismatch) {
      return key(mismatch) + " should be " + typeName(mismatch.getTargetType()) + ".";
    }
    if (e instanceof StreamConstraintsException) {
      return "this is nested deeper, or has a longer text, than any configuration.";
    }
    String message = e.getOriginalMessage();
    int end = message.indexOf('\n');
    return "this is not YAML: " + (end < 0 ? message : message.substring(0, end)) + ".";
  }

  private static String unknownKey(String name, @Nullable Collection<Object> known) {
    String nearest =
        known == null
            ? ""
            : DidYouMean.to(name, known.stream().map(String::valueOf).toList(), NEAR_ENOUGH)
                .map(k -> " Did you mean \"" + k + "\"?")
                .orElse(
                    " Known keys here: "
                        + known.stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                        + ".");
    return "unknown key \"" + name + "\"." + nearest;
  }

  /** The dotted path to the value, as {@code http.port} or {@code metrics[0].key}. */
  private static String key(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      String field = reference.getFieldName();
      if (field == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(field);
      }
    }
    return path.isEmpty() ? "the file" : path.toString();
  }

  private static String typeName(@Nullable Class<?> type) {
    if (type == null) {
      return "another kind of value";
    }
    if (type == String.class) {
      return "a text";
    }
    if (type == Integer.class) {
      return "a whole number";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    return Collection.class.isAssignableFrom(type)
        ? "a list, in [ ] or with a dash a line"
        : "a group of keys";
  }
}
