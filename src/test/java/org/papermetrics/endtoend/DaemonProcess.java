package org.papermetrics.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.papermetrics.testing.Eventually;
import org.papermetrics.testing.Http;
import org.papermetrics.testing.Program;

/** The daemon as a process of its own, to which anything may be done. */
final class DaemonProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("(?m)^listening on (http://[^\\s#]+?)(/#token=\\S+)?$");

  private final Process process;
  private final Path output;
  private final Path errors;
  private Optional<URI> address = Optional.empty();

  private DaemonProcess(Process process, Path output, Path errors) {
    this.process = process;
    this.output = output;
    this.errors = errors;
  }

  /** Starts one and waits until it listens. */
  static DaemonProcess start(Site site) throws Exception {
    return start(List.of(), site);
  }

  /** The same with a command put before. */
  static DaemonProcess start(List<String> how, Site site) throws Exception {
    return listening(launch(how, site));
  }

  /** The same as a program that other users can read, which is put into a new directory. */
  static DaemonProcess startPacked(List<String> how, Site site, Path program) throws Exception {
    List<String> command = new ArrayList<>(how);
    Path jar = PackedProgram.in(program).jar("1");
    String config = site.writeConfiguration().toString();
    command.addAll(PackedProgram.command(jar, "serve", "--config", config));
    return by(command, site.configuration());
  }

  /** Starts one by a whole command, and waits until it listens. */
  static DaemonProcess by(List<String> command, Path directory) throws Exception {
    return listening(launch(command, directory));
  }

  private static DaemonProcess listening(DaemonProcess daemon) throws Exception {
    try {
      daemon.awaitListening();
      daemon.awaitChecked();
      return daemon;
    } catch (Exception | AssertionError e) {
      daemon.close();
      throw e;
    }
  }

  /** Starts one and does not wait. */
  static DaemonProcess launch(List<String> how, Site site) throws IOException {
    List<String> command = new ArrayList<>(how);
    command.addAll(Program.command("serve", "--config", site.writeConfiguration().toString()));
    return launch(command, site.configuration());
  }

  private static DaemonProcess launch(List<String> command, Path directory) throws IOException {
    Path output = Files.createTempFile(directory, "daemon", ".out");
    Path errors = Files.createTempFile(directory, "daemon", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    return new DaemonProcess(process, output, errors);
  }

  /** Waits until it answers. */
  void awaitListening() throws Exception {
    try {
      Eventually.holds(this::listens, "the daemon listens");
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + ": " + whatItDoes(), e);
    }
  }

  /** Waits until it has checked all that was there when it started. */
  void awaitChecked() throws Exception {
    Eventually.holds(() -> !isReading(), "all files are checked");
  }

  /** Whether it says that it has not read or checked all files yet. */
  private boolean isReading() throws IOException, InterruptedException {
    return get("/api/v1/status").has("reading");
  }

  private boolean listens() throws IOException {
    Matcher line = LISTENING.matcher(Files.readString(output));
    if (line.find()) {
      address = Optional.of(URI.create(line.group(1)));
    } else if (!process.isAlive()) {
      throw new AssertionError("ended with " + process.exitValue() + ": " + errors());
    }
    return address.isPresent();
  }

  /** Where its threads are, and what it has said. */
  private String whatItDoes() throws Exception {
    if (process.isAlive()) {
      Command.run("sh", "-c", "kill -QUIT " + pid());
      Eventually.holds(
          () -> Files.readString(output).contains("JNI global refs"), "it tells its threads");
    }
    return errors() + Files.readString(output);
  }

  /** What it answers to a request. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return Http.json(address.orElseThrow().resolve(path));
  }

  /** The runs on the board by id, in their order. */
  Map<String, JsonNode> runs() throws IOException, InterruptedException {
    Map<String, JsonNode> runs = new LinkedHashMap<>();
    get("/api/v1/runs").get("runs").forEach(run -> runs.put(run.get("id").asText(), run));
    return runs;
  }

  /** The checkpoint paths of the runs on the board. */
  Set<String> checkpoints() throws IOException, InterruptedException {
    Set<String> paths = new TreeSet<>();
    runs().values().forEach(run -> paths.add(run.get("checkpoint_path").asText()));
    return paths;
  }

  /** The problems of a kind. */
  List<JsonNode> problems(String kind) throws IOException, InterruptedException {
    List<JsonNode> problems = new ArrayList<>();
    get("/api/v1/problems")
        .forEach(
            problem -> {
              if (problem.get("kind").asText().equals(kind)) {
                problems.add(problem);
              }
            });
    return problems;
  }

  /** Where it answers. */
  URI address() {
    return address.orElseThrow();
  }

  /** Its number on this system. */
  long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said on standard error. */
  String errors() throws IOException {
    return Files.readString(errors);
  }

  /** Ends it with SIGKILL at once. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end with SIGTERM, and does not wait. */
  void terminate() {
    process.destroy();
  }

  /** Stops all its threads until {@link #thaw()}. */
  void freeze() throws Exception {
    Command.run("sh", "-c", "kill -STOP " + pid());
  }

  /** Lets it go on. */
  void thaw() throws Exception {
    Command.run("sh", "-c", "kill -CONT " + pid());
  }

  /** Its exit code; fails when it does not end in time. */
  int exitCode(Duration patience) throws Exception {
    assertThat(process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS))
        .as("ends within " + patience)
        .isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    kill();
  }
}
