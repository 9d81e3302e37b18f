package org.papermetrics.cli.service;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.papermetrics.cli.service.Steps.Verb;
import org.papermetrics.files.AtomicFile;
import org.papermetrics.files.TempDirectory;
import org.papermetrics.text.ShellQuoting;

/**
 * Installs the jar, the Java that came with it, the class archive and the launcher; idempotent.
 * Everything can be put there again: what is as it should be is left alone.
 */
public final class ProgramInstaller {
  private final InstallPaths lookup;
  private final Steps steps;

  /** Of one user. */
  public ProgramInstaller(InstallPaths lookup, Steps steps) {
    this.lookup = lookup;
    this.steps = steps;
  }

  /**
   * Puts all of it there.
   *
   * @param jar the program as it runs now
   * @param environment as {@link System#getenv()}
   * @param withArchive whether starts are to be fast
   * @return how the program is started, and whether it differs from what was there
   */
  public Installed install(Path jar, Map<String, String> environment, boolean withArchive)
      throws IOException, InterruptedException {
    Optional<JavaRuntime> brought = JavaRuntime.broughtBy(jar);
    boolean differs = brought.isPresent() && runtime(brought.get());
    Path java = brought.isPresent() ? lookup.runtime().java() : InstallPaths.java(environment);
    differs |= jar(jar);
    if (brought.isEmpty() && Files.exists(lookup.runtime().directory())) {
      remove("the Java ", lookup.runtime().directory());
    }
    Optional<Path> archive = archive(ClassArchive.beside(java, lookup.jar()), withArchive, differs);
    ProgramStart start = new ProgramStart(java, lookup.jar(), archive);
    command(start);
    return new Installed(start, differs);
  }

  /**
   * What has been installed.
   *
   * @param start how it is started
   * @param differs whether it differs from what was there
   */
  public record Installed(ProgramStart start, boolean differs) {}

  private boolean runtime(JavaRuntime brought) throws IOException, InterruptedException {
    JavaRuntime target = lookup.runtime();
    if (target.isSameAs(brought)) {
      steps.kept("the Java " + target.directory());
      return false;
    }
    steps.take(
        Files.exists(target.directory()) ? Verb.REPLACE : Verb.COPY,
        "the Java " + target.directory(),
        () -> brought.copyTo(target));
    return true;
  }

  private boolean jar(Path jar) throws IOException, InterruptedException {
    if (Files.exists(lookup.jar()) && Files.mismatch(jar, lookup.jar()) == -1) {
      steps.kept("the program " + lookup.jar() + ", which is this one");
      return false;
    }
    Verb verb = Files.exists(lookup.jar()) ? Verb.REPLACE : Verb.COPY;
    String versions = verb == Verb.REPLACE ? " (" + version(lookup.jar()) + " by " : " (";
    steps.take(
        verb,
        "the program " + lookup.jar() + versions + version(jar) + ")",
        () -> AtomicFile.replacePrivate(lookup.jar(), channel -> copy(jar, channel)));
    return true;
  }

  private static void copy(Path jar, FileChannel to) throws IOException {
    Files.copy(jar, Channels.newOutputStream(to));
  }

  private Optional<Path> archive(ClassArchive archive, boolean wanted, boolean differs)
      throws IOException, InterruptedException {
    String what = "the class archive " + archive.file();
    if (!wanted) {
      if (Files.exists(archive.file())) {
        remove("the class archive ", archive.file());
      }
      return Optional.empty();
    }
    if (!differs && archive.fits()) {
      steps.kept(what);
      return Optional.of(archive.file());
    }
    boolean made =
        steps.attempt(
            Files.exists(archive.file()) ? Verb.REPLACE : Verb.MAKE,
            what,
            archive::make,
            "so each start takes longer; to try again, run install again");
    if (!made) {
      Files.deleteIfExists(archive.file());
    }
    return made ? Optional.of(archive.file()) : Optional.empty();
  }

  private void command(ProgramStart start) throws IOException, InterruptedException {
    Launcher launcher = new Launcher(lookup.launcher());
    String text = Launcher.text(start);
    if (launcher.belongsToOthers()) {
      steps.kept(
          lookup.launcher()
              + ", which is something else; the command is: "
              + ShellQuoting.word(start.java())
              + " -jar "
              + ShellQuoting.word(lookup.jar()));
    } else if (!launcher.is(text)) {
      steps.take(
          Files.exists(lookup.launcher()) ? Verb.REPLACE : Verb.WRITE,
          "the command " + lookup.launcher(),
          () -> launcher.write(text));
    }
  }

  /** Takes all of it away again. */
  public void remove() throws IOException, InterruptedException {
    if (new Launcher(lookup.launcher()).isOurs()) {
      remove("the command ", lookup.launcher());
    }
    Path archive = ClassArchive.beside(lookup.runtime().java(), lookup.jar()).file();
    if (Files.exists(archive)) {
      remove("the class archive ", archive);
    }
    if (Files.exists(lookup.jar())) {
      remove("the program ", lookup.jar());
    }
    if (Files.exists(lookup.runtime().directory())) {
      remove("the Java ", lookup.runtime().directory());
    }
  }

  private void remove(String what, Path path) throws IOException, InterruptedException {
    steps.take(
        Verb.REMOVE,
        what + path,
        () -> {
          TempDirectory.delete(path);
          if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not all of it can be deleted; look at who owns it");
          }
        });
  }

  private static String version(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      String version =
          file.getManifest() == null
              ? null
              : file.getManifest()
                  .getMainAttributes()
                  .getValue(Attributes.Name.IMPLEMENTATION_VERSION);
      return version == null ? "a version without a name" : version;
    } catch (IOException e) {
      return "a damaged one";
    }
  }
}
