package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.text.ShellQuoting;

/** The command {@code paper-metrics}, a script that runs the installed program. */
final class Launcher {
  private static final String MARK = "# Written by `paper-metrics install`; goes with `uninstall`.";

  private final Path file;

  Launcher(Path file) {
    this.file = file;
  }

  /** The text of the script. */
  static String text(ProgramStart start) {
    return "#!/bin/sh\n"
        + MARK
        + "\n# Java can spell the file names of the locale only.\nexport LC_ALL=C.UTF-8\nexec "
        + start.words().stream().map(ShellQuoting::word).collect(Collectors.joining(" "))
        + " \"$@\"\n";
  }

  /** Whether the file has this text. */
  boolean is(String text) throws IOException {
    return isOurs() && Arrays.equals(Files.readAllBytes(file), bytes(text));
  }

  /** Whether the file is there and is none that this program has written. */
  boolean belongsToOthers() throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isOurs();
  }

  /** Whether the file is one that this program has written. */
  boolean isOurs() throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) < 100_000
        && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(MARK);
  }

  /** Writes it, so that it can be run. */
  void write(String text) throws IOException {
    AtomicFile.replacePrivate(file, AtomicFile.bytes(bytes(text)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
