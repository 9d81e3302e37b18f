package org.papermetrics.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
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
      Pattern.compile("import (?:(\\{[^}]*\\})|\\* as (\\w+)) from '([^']+)';(?=\n|$)");
  private static final Pattern RENAMED = Pattern.compile("(\\w+) as (\\w+)");
  private static final Pattern EXPORT =
      Pattern.compile("export ((?:(?:async )?function|class|const) (\\w+))");
  private static final Pattern EXPORT_LIST = Pattern.compile("export\\{([^}]*)\\};?\\s*");

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
    Module module = new Module(name, source);
    module.imports.forEach(this::add);
    module.appendTo(text);
    joined.add(name);
  }

  /**
   * A module, read line by line: only at the beginning of a line stands what is changed, and a
   * megabyte of text is joined at each start.
   */
  private static final class Module {
    private final String name;
    private final String source;
    private final List<String> imports = new ArrayList<>();
    private final StringJoiner exports = new StringJoiner(", ", "return { ", " };");
    private final StringBuilder body;

    Module(String name, String source) {
      this.name = name;
      this.source = source;
      this.body = new StringBuilder(source.length());
      int line = 0;
      while (line < source.length()) {
        int afterComment = afterComment(line);
        if (afterComment > line) {
          line = afterComment;
          continue;
        }
        int rest = line;
        if (startsWithWord("import", line)) {
          rest = takeImport(line);
        } else if (startsWithWord("export", line) && !source.startsWith("export{", line)) {
          rest = takeExport(line);
        }
        line = lineAfter(rest);
        body.append(source, rest, line);
      }
      takeExportList();
    }

    void appendTo(StringBuilder text) {
      text.append("$modules['")
          .append(name)
          .append("'] = (() => {\n")
          .append(body.toString().strip())
          .append('\n')
          .append(exports)
          .append("\n})();\n");
    }

    private int lineAfter(int position) {
      int end = source.indexOf('\n', position);
      return end < 0 ? source.length() : end + 1;
    }

    private boolean startsWithWord(String word, int line) {
      int end = line + word.length();
      return source.startsWith(word, line)
          && (end == source.length() || !Character.isLetterOrDigit(source.charAt(end)));
    }

    /** The line after a doc comment that is left out; the line itself when there is none. */
    private int afterComment(int line) {
      int begin = line;
      while (begin < source.length() && source.charAt(begin) == ' ') {
        begin++;
      }
      if (!source.startsWith("/**", begin)) {
        return line;
      }
      int end = source.indexOf("*/", begin + 3) + 2;
      boolean whole = source.startsWith("\n", end);
      return whole && !source.substring(begin, end).contains("@license") ? end + 1 : line;
    }

    private int takeImport(int line) {
      Matcher statement = at(IMPORT, line);
      String module = statement.group(3);
      imports.add(module);
      String names =
          statement.group(1) == null
              ? statement.group(2)
              : RENAMED.matcher(statement.group(1)).replaceAll("$1: $2");
      body.append("const ").append(names).append(" = $modules['").append(module).append("'];");
      return statement.end();
    }

    private int takeExport(int line) {
      Matcher statement = at(EXPORT, line);
      exports.add(statement.group(2));
      return statement.start(1);
    }

    private Matcher at(Pattern pattern, int line) {
      Matcher statement = pattern.matcher(source).region(line, source.length());
      if (!statement.lookingAt()) {
        throw refused(source.substring(line, lineAfter(line)));
      }
      return statement;
    }

    private void takeExportList() {
      int begin = body.indexOf("export{");
      if (begin < 0) {
        return;
      }
      Matcher list = EXPORT_LIST.matcher(body).region(begin, body.length());
      if (!list.matches()) {
        throw refused(body.substring(begin));
      }
      for (String export : list.group(1).split(",", -1)) {
        String[] names = export.strip().split(" as ", -1);
        exports.add(names[names.length - 1] + ": " + names[0]);
      }
      body.setLength(begin);
    }

    private IllegalStateException refused(String statement) {
      return new IllegalStateException(
          name + " cannot be joined: " + statement.lines().findFirst().orElse(""));
    }
  }
}
