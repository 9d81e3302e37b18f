package org.papermetrics.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.papermetrics.cli.service.ClassArchive;
import org.papermetrics.cli.service.JournalOutput;
import org.papermetrics.files.FileNameEncoding;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The entry point: one command, one exit code, and every error in one sentence. */
@Command(
    name = "paper-metrics",
    description = "Keeps a live board of the evaluation results of model checkpoints.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();
  private static final Set<String> READ_RUNS =
      Set.of("serve", "aggregate", "register", "unregister");

  static {
    COMMANDS.put("serve", ServeCommand::new);
    COMMANDS.put("aggregate", AggregateCommand::new);
    COMMANDS.put("standalone", StandaloneCommand::new);
    COMMANDS.put("register", RegisterCommand::new);
    COMMANDS.put("unregister", UnregisterCommand::new);
    COMMANDS.put("doctor", DoctorCommand::new);
    COMMANDS.put("open", OpenCommand::new);
    COMMANDS.put("evaluations", EvaluationsCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
    COMMANDS.put("notebook", NotebookCommand::new);
    COMMANDS.put("demo", DemoCommand::new);
    COMMANDS.put("bench", BenchCommand::new);
    COMMANDS.put("install", InstallCommand::new);
    COMMANDS.put("uninstall", UninstallCommand::new);
    COMMANDS.put("class-archive", ClassArchiveCommand::new);
    COMMANDS.put(ClassArchive.REHEARSAL, RehearseCommand::new);
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "On an error, also print where in the program it happened.")
  private boolean verbose;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Made by the command line itself. */
  @SuppressWarnings("NullAway.Init")
  Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs one command and gives its exit code. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main();
    CommandLine commands = new CommandLine(main);
    // Looking into all commands takes longer than many a pass over the runs.
    boolean known = args.length > 0 && COMMANDS.containsKey(args[0]);
    COMMANDS.forEach(
        (name, command) -> {
          if (!known || name.equals(args[0])) {
            commands.addSubcommand(name, command.get());
          }
        });
    HelpFooter.addTo(commands);
    if (known && READ_RUNS.contains(args[0])) {
      FileNameEncoding.fault("This program")
          .ifPresent(fault -> err.println(JournalOutput.warning("paper-metrics: " + fault)));
    }
    return commands
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Path.class, new PathOption())
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(main.new Failures())
        .execute(args);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  // Classes instead of lambdas: a lambda keeps an interface of the command line, and all that
  // implements it, out of the class archive.

  private static final class PathOption implements ITypeConverter<Path> {
    @Override
    public Path convert(String option) {
      try {
        return SettingsOptions.loader().path(option);
      } catch (InvalidPathException e) {
        throw new TypeConversionException(e.getInput() + " " + FileNameEncoding.reason(e));
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("it " + e.getMessage());
      }
    }
  }

  private static final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
      return usage(e);
    }
  }

  private final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
      return failed(e, command);
    }
  }

  private static int usage(ParameterException e) {
    String message = e.getMessage();
    if (e instanceof UnmatchedArgumentException unmatched) {
      message = "unknown option or argument " + String.join(" ", unmatched.getUnmatched());
    }
    String end = String.valueOf(message).endsWith(".") ? "" : ".";
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    command
        .getErr()
        .println(JournalOutput.error(name + ": " + message + end + " See " + name + " --help."));
    return ExitCode.USAGE.number();
  }

  private int failed(Exception e, CommandLine command) {
    PrintWriter err = command.getErr();
    if (e instanceof CommandException known) {
      err.println(JournalOutput.error("paper-metrics: " + known.getMessage()));
    } else if (e instanceof InvalidPathException path) {
      err.println(
          JournalOutput.error(
              "paper-metrics: " + path.getInput() + " " + FileNameEncoding.reason(path)));
    } else {
      err.println(
          JournalOutput.error(
              "paper-metrics: "
                  + e
                  + (verbose ? "" : ". Run it again with --verbose to see where it happened.")));
    }
    if (verbose) {
      e.printStackTrace(err);
    }
    ExitCode code =
        e instanceof CommandException known
            ? known.exitCode()
            : e instanceof InvalidPathException ? ExitCode.USAGE : ExitCode.FAILED;
    return code.number();
  }
}
