package org.papermetrics.state;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.JsonText;
import org.papermetrics.model.Problem;
import org.papermetrics.model.Progression;
import org.papermetrics.model.Removal;
import org.papermetrics.model.Run;
import org.papermetrics.model.RunFiles;
import org.papermetrics.model.RunKey;

/** Brings what is to be kept into the tables and reads it again. */
final class Tables {
  private final Database database;

  Tables(Database database) {
    this.database = database;
  }

  /** Reads everything. */
  SavedState recall() throws SQLException {
    try {
      Optional<BoardVersion> version = version();
      return new SavedState(
          version, frames(version), runs(), entries(), removals(), logs(), problems());
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new DamagedValueException(e);
    }
  }

  /** How far the board has come. */
  Optional<BoardVersion> version() throws SQLException {
    return database
        .all(
            "SELECT epoch, revision FROM lineage",
            row -> new BoardVersion(row.text(0), row.number(1)))
        .stream()
        .findFirst();
  }

  /** The sizes of the frames by revision. */
  NavigableMap<Long, Integer> frameSizes() throws SQLException {
    NavigableMap<Long, Integer> sizes = new TreeMap<>();
    database.all(
        "SELECT revision, length(body) FROM frame",
        row -> sizes.put(row.number(0), (int) row.number(1)));
    return sizes;
  }

  /** Forgets everything. */
  void clear() throws SQLException {
    for (String table :
        List.of("lineage", "frame", "run", "config", "entry", "removal", "log", "problem")) {
      database.update("DELETE FROM " + table);
    }
  }

  /** Forgets how far the board had come. */
  void forgetLineage() throws SQLException {
    database.update("DELETE FROM lineage");
    database.update("DELETE FROM frame");
  }

  /** Forgets what makes a run or a log one that need not be read again. */
  void forgetReadings() throws SQLException {
    database.update("UPDATE run SET seen = NULL");
    database.update("DELETE FROM log");
  }

  void put(BoardVersion version) throws SQLException {
    database.update(
        "INSERT OR REPLACE INTO lineage VALUES (1, ?, ?)", version.epoch(), version.revision());
  }

  void put(long revision, byte[] frame) throws SQLException {
    database.update("INSERT OR REPLACE INTO frame VALUES (?, ?)", revision, frame);
  }

  void removeFramesUpTo(long revision) throws SQLException {
    database.update("DELETE FROM frame WHERE revision <= ?", revision);
  }

  private NavigableMap<Long, byte[]> frames(Optional<BoardVersion> version) throws SQLException {
    NavigableMap<Long, byte[]> frames = new TreeMap<>();
    database.all("SELECT revision, body FROM frame", row -> frames.put(row.number(0), row.blob(1)));
    return version.map(known -> Frames.continuous(frames, known)).orElseGet(TreeMap::new);
  }

  void put(SavedRun kept) throws SQLException {
    Run run = kept.run();
    JsonText config = run.trainingConfig();
    database.update(
        "INSERT INTO config (hash, text) SELECT ?1, ?2"
            + " WHERE NOT EXISTS (SELECT 1 FROM config WHERE hash = ?1 AND text = ?2)",
        config.hashCode(),
        config.utf8());
    database.update(
        "INSERT OR REPLACE INTO run SELECT ?3, ?4, ?5, ?6, ?7, ?8, id, ?9, ?10, ?11, ?12, ?13, ?14, ?15"
            + " FROM config WHERE hash = ?1 AND text = ?2",
        config.hashCode(),
        config.utf8(),
        run.key().value(),
        run.id(),
        run.name(),
        run.checkpointPath(),
        run.checkpointStep(),
        run.evaluatedAt().toString(),
        run.metrics().utf8(),
        Packer.of(run.tags()),
        run.notes(),
        run.progression().isEmpty() ? null : Packer.of(run.progression()),
        kept.ownCurves() ? 1 : 0,
        kept.seen() == null ? null : Packer.of(kept.seen()),
        Packer.of(kept.files()));
  }

  /** Deletes the configs that no run has any longer. */
  void removeUnusedConfigs() throws SQLException {
    database.update("DELETE FROM config WHERE id NOT IN (SELECT training_config FROM run)");
  }

  void removeRun(RunKey key) throws SQLException {
    database.update("DELETE FROM run WHERE key = ?", key.value());
  }

  private List<SavedRun> runs() throws SQLException {
    Map<Long, JsonText> configs = new HashMap<>();
    database.all(
        "SELECT id, text FROM config",
        row -> configs.put(row.number(0), new JsonText(row.blob(1))));
    List<SavedRun> runs = new ArrayList<>();
    for (Optional<SavedRun> run : database.all("SELECT * FROM run", row -> run(row, configs))) {
      run.ifPresent(runs::add);
    }
    runs.sort(Comparator.comparing(kept -> kept.run().key()));
    return runs;
  }

  /** Empty when its files have names that this machine cannot spell. */
  private static Optional<SavedRun> run(Database.Row row, Map<Long, JsonText> configs)
      throws SQLException {
    Optional<RunFiles> files = Unpacker.files(row.blob(13));
    if (files.isEmpty()) {
      return Optional.empty();
    }
    JsonText config = configs.get(row.number(6));
    if (config == null) {
      throw new IllegalArgumentException("a run has no training config");
    }
    byte @Nullable [] progression = row.blobOrNull(10);
    byte @Nullable [] seen = row.blobOrNull(12);
    Run run =
        new Run(
            new RunKey(row.text(0)),
            row.text(1),
            row.text(2),
            row.text(3),
            row.number(4),
            LocalDateTime.parse(row.text(5)),
            config,
            new JsonText(row.blob(7)),
            Unpacker.texts(row.blob(8)),
            row.text(9),
            progression == null ? Progression.EMPTY : Unpacker.progression(progression));
    return Optional.of(
        new SavedRun(
            files.get(),
            run,
            seen == null ? null : Unpacker.seen(seen, files.get()).orElse(null),
            row.number(11) != 0));
  }

  void put(SavedRegistryEntry entry) throws SQLException {
    database.update(
        "INSERT OR REPLACE INTO entry VALUES (?, ?, ?)",
        entry.files().key().value(),
        entry.position(),
        Packer.of(entry.files()));
  }

  void removeEntry(RunKey key) throws SQLException {
    database.update("DELETE FROM entry WHERE key = ?", key.value());
  }

  private List<SavedRegistryEntry> entries() throws SQLException {
    return database
        .all(
            "SELECT position, files FROM entry ORDER BY position",
            row -> {
              int position = (int) row.number(0);
              return Unpacker.files(row.blob(1))
                  .map(files -> new SavedRegistryEntry(position, files));
            })
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  void putRemovals(List<Removal> removals) throws SQLException {
    database.update("DELETE FROM removal");
    for (int i = 0; i < removals.size(); i++) {
      Removal removal = removals.get(i);
      FileStamp results = removal.results();
      database.update(
          "INSERT INTO removal VALUES (?, ?, ?)",
          i,
          removal.key().value(),
          results == null ? null : Packer.of(results));
    }
  }

  private List<Removal> removals() throws SQLException {
    return database.all(
        "SELECT key, results FROM removal ORDER BY position",
        row -> {
          byte @Nullable [] results = row.blobOrNull(1);
          return new Removal(
              new RunKey(row.text(0)), results == null ? null : Unpacker.stamp(results));
        });
  }

  void put(SavedLog log) throws SQLException {
    ByteBuffer content = log.content();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    database.update("INSERT OR REPLACE INTO log VALUES (?, ?)", log.path(), bytes);
  }

  void removeLog(String path) throws SQLException {
    database.update("DELETE FROM log WHERE path = ?", path);
  }

  private List<SavedLog> logs() throws SQLException {
    List<SavedLog> logs =
        new ArrayList<>(
            database.all(
                "SELECT path, content FROM log",
                row -> new SavedLog(row.text(0), ByteBuffer.wrap(row.blob(1)))));
    logs.sort(Comparator.comparing(SavedLog::path));
    return logs;
  }

  void putProblems(List<Problem> problems) throws SQLException {
    database.update("DELETE FROM problem");
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      database.update(
          "INSERT INTO problem VALUES (?, ?, ?, ?, ?)",
          i,
          problem.kind().wireName(),
          problem.path(),
          problem.message(),
          problem.since().toString());
    }
  }

  private List<Problem> problems() throws SQLException {
    return database
        .all(
            "SELECT kind, path, message, since FROM problem ORDER BY position",
            row -> {
              String kind = row.text(0);
              String path = row.text(1);
              String message = row.text(2);
              Instant since = Instant.parse(row.text(3));
              return kind(kind).map(known -> new Problem(known, path, message, since));
            })
        .stream()
        .flatMap(Optional::stream)
        .toList();
  }

  /** A kind that this program has no longer is found again if it is still there. */
  private static Optional<Problem.Kind> kind(String wireName) {
    return Arrays.stream(Problem.Kind.values())
        .filter(kind -> kind.wireName().equals(wireName))
        .findFirst();
  }
}
