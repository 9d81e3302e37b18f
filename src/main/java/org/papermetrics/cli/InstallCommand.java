package org.papermetrics.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.papermetrics.cli.service.InstallPaths;
import org.papermetrics.cli.service.ProgramInstaller;
import org.papermetrics.cli.service.ProgramInstaller.Installed;
import org.papermetrics.cli.service.ServiceInstaller;
import org.papermetrics.cli.service.ServiceManager;
import org.papermetrics.cli.service.Steps;
import org.papermetrics.cli.service.Steps.Verb;
import org.papermetrics.client.DaemonAddressFile;
import org.papermetrics.client.TokenFile;
import org.papermetrics.config.Settings;
import org.papermetrics.files.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the daemon a service of the user, or brings the one that there is up to date. */
@Command(
    name = "install",
    description = {
      "Makes the daemon a service that starts with your session and is restarted when it fails.",
      "Run it again from a newer jar to upgrade. A configuration file that exists is never changed."
    },
    mixinStandardHelpOptions = true)
final class InstallCommand implements Callable<Integer> {
  @Mixin private SettingsOptions options;

  @Option(
      names = "--rotate-token",
      description = "Make a new token; addresses with the old one no longer open the page.")
  private boolean rotateToken;

  @Option(
      names = "--no-class-archive",
      description = "Save 40 MB: starts take longer without the archive of loaded classes.")
  private boolean withoutArchive;

  @Option(names = "--dry-run", description = "Only print what would be done.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  /** Made by the command line. */
  @SuppressWarnings("NullAway.Init")
  InstallCommand() {}

  @Override
  public Integer call() throws CommandException, InterruptedException {
    Path jar =
        InstallPaths.runningJar()
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.USAGE,
                        "install copies the program's jar, so run it from that: java -jar"
                            + " paper-metrics.jar install"));
    Map<String, String> environment = System.getenv();
    ServiceManager manager = ServiceManager.of(environment);
    InstallPaths lookup =
        InstallPaths.of(
            environment, Path.of(System.getProperty("user.home", "/")), manager.environment());
    try {
      InstallConfig installConfig = InstallConfig.of(options);
      Optional<String> missing = manager.missing();
      if (missing.isPresent()) {
        throw WithoutServices.advice(missing.get(), jar, installConfig);
      }
      boolean running = manager.isActive();
      if (!running) {
        installConfig = installConfig.whereNothingElseListens();
      }
      installConfig.check(manager, lookup);
      install(lookup, manager, jar, installConfig);
    } catch (IOException e) {
      throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), e);
    }
    return ExitCode.DONE.number();
  }

  private void install(
      InstallPaths lookup, ServiceManager manager, Path jar, InstallConfig installConfig)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Steps steps = new Steps(out, dryRun);
    ServiceInstaller installer = new ServiceInstaller(lookup, manager, steps);
    configure(installConfig, steps);
    Installed installed =
        new ProgramInstaller(lookup, steps).install(jar, System.getenv(), !withoutArchive);
    boolean differs = installed.differs();
    differs |= installer.unit(installed.start(), installConfig.file());
    differs |= rotate(installConfig.settings(), steps);
    installer.service(differs);
    if (!dryRun) {
      sayWhereItIs(installConfig, manager, out);
    }
  }

  private static void configure(InstallConfig installConfig, Steps steps)
      throws IOException, InterruptedException {
    Path file = installConfig.file();
    Optional<String> fresh = installConfig.fresh();
    if (fresh.isPresent()) {
      steps.take(
          Verb.WRITE,
          "the configuration " + file + installConfig.remark(),
          () ->
              AtomicFile.replacePrivate(
                  file, AtomicFile.bytes(fresh.get().getBytes(StandardCharsets.UTF_8))));
    } else {
      steps.kept("the configuration " + file + installConfig.remark());
    }
  }

  private boolean rotate(Settings settings, Steps steps) throws IOException, InterruptedException {
    if (rotateToken) {
      TokenFile token = new TokenFile(settings.stateDir());
      steps.take(Verb.MAKE, "a new token " + token.path(), token::rotate);
    }
    return rotateToken;
  }

  private static void sayWhereItIs(
      InstallConfig installConfig, ServiceManager manager, PrintWriter out)
      throws IOException, InterruptedException {
    Settings settings = installConfig.settings();
    String address =
        new DaemonAddressFile(settings.stateDir())
            .running()
            .orElseThrow(
                () ->
                    new IOException(
                        "The service has started but does not answer; see: systemctl --user status "
                            + ServiceManager.UNIT));
    out.println();
    out.println("The board is at " + address);
    if (System.getenv("SSH_CONNECTION") != null) {
      int port = URI.create(address).getPort();
      out.printf(
          "From your own computer: ssh -L %d:127.0.0.1:%d %s@%s, and open the same address there%n",
          port, port, System.getProperty("user.name"), InetAddress.getLocalHost().getHostName());
    }
    out.println("Outputs: " + settings.outputDir());
    out.println("Log: journalctl --user -u " + ServiceManager.UNIT);
    if (manager.lingers().equals(Optional.of(false))) {
      out.println(
          "The daemon stops when you log out. To keep it running, and start it with the machine:"
              + " loginctl enable-linger (some sites do not allow it; then ask whoever runs the"
              + " machine)");
    }
  }
}
