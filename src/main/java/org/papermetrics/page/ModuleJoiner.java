package org.papermetrics.page;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Joins ES modules into one, so that a browser needs one request for all of them.
 *
 * <p>Each module becomes a function that is called once, after those that it imports, and returns
 * what it exports. The statements that are understood are {@code import {a, b as c} from
 * 'module';}, {@code import * as a from 'module';}, {@code export} before a function, a class or a
 * constant, and a list of exports at the end, as minifiers write it. Everything else, and a circle
 * of imports, is refused, never joined wrongly. Doc comments that have their lines for themselves
 * are left out, but for licences: they are half of the text. No string may look like one.
 */
final class ModuleJoiner {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (?:(\\{[^}]*\\})|\\* as (\\w+)) from '([^']+)';$");
  private static final Pattern COMMENT = Pattern.compile("(?ms)^ *+/\\*\\*.*?\\*/(\n?)");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export ((?:async )?function|class|const) (\\w+)");
  private static final Pattern EXPORT_LIST = Pattern.compile("\\bexport\\{([^}]*)\\};?\\s*\\z");
  private static final Pattern OTHER =
      Pattern.compile("(?m)^(?:import|export)\\b.*|\\bexport\\{.*");

  private final Map<String, String> sources;
  private final Set<String> started = new LinkedHashSet<>();
  private final Set<String> joined = new LinkedHashSet<>();
  private final StringBuilder text = new StringBuilder("const $modules = {};\n");

  private ModuleJoiner(Map<String, String> sources) {
    this.sources = sources;
  }

  /**
   * One module that does what importing a module does.
   *
   * @param first the name of that module
   * @param sources of the modules by the names they are imported by
   * @throws IllegalStateException when a module imports one that is missing, or cannot be joined
   */
  static String join(String first, Map<String, String> sources) {
    ModuleJoiner joiner = new ModuleJoiner(sources);
    joiner.add(first);
    return joiner.text.toString();
  }

  private void add(String name) {
    if (joined.contains(name)) {
      return;
    }
    String source = sources.get(name);
    if (source == null) {
      throw new IllegalStateException("the module " + name + " is missing; started: " + started);
    }
    if (!started.add(name)) {
      throw new IllegalStateException(name + " imports itself by way of others: " + started);
    }
    IMPORT.matcher(source).results().map(statement -> statement.group(3)).forEach(this::add);
    append(name, source);
    joined.add(name);
  }

  private static String withoutComment(MatchResult comment) {
    boolean whole = !comment.group(1).isEmpty();
    return whole && !comment.group().contains("@license")
        ? ""
        : Matcher.quoteReplacement(comment.group());
  }

  private void append(String name, String source) {
    StringJoiner exports = new StringJoiner(", ", "return { ", " };");
    String body = COMMENT.matcher(source).replaceAll(ModuleJoiner::withoutComment);
    body = IMPORT.matcher(body).replaceAll(ModuleJoiner::imported);
    EXPORT.matcher(body).results().forEach(export -> exports.add(export.group(2)));
    body = EXPORT.matcher(body).replaceAll("$1 $2");
    Matcher list = EXPORT_LIST.matcher(body);
    if (list.find()) {
      for (String export : list.group(1).split(",", -1)) {
        String[] names = export.strip().split(" as ", -1);
        exports.add(names[names.length - 1] + ": " + names[0]);
      }
      body = list.replaceFirst("");
    }
    Matcher other = OTHER.matcher(body);
    if (other.find()) {
      throw new IllegalStateException(name + " cannot be joined: " + other.group());
    }
    text.append("$modules['")
        .append(name)
        .append("'] = (() => {\n")
        .append(body.strip())
        .append('\n')
        .append(exports)
        .append("\n})();\n");
  }

  private static String imported(MatchResult statement) {
    String names =
        statement.group(1) == null
            ? statement.group(2)
            : statement.group(1).replaceAll("(\\w+) as (\\w+)", "$1: $2");
    return Matcher.quoteReplacement(
        "const " + names + " = $modules['" + statement.group(3) + "'];");
  }
}
