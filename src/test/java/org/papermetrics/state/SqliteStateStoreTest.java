package org.papermetrics.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.papermetrics.model.FileStamp;
import org.papermetrics.model.Removal;
import org.papermetrics.model.RunKey;
import org.papermetrics.testing.Samples;

/** What the file goes through between two starts, and while it is in use. */
class SqliteStateStoreTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T09:30:15Z"), ZoneOffset.UTC);
  private static final StateValidity ORIGIN = new StateValidity("1", "boot-1");
  private static final Kept FULL =
      Kept.nothing()
          .whole()
          .version("e", 7)
          .frames(Map.of(7L, new byte[] {7}))
          .runs(Kept.run("a", 1), Kept.run("b", 2))
          .entries(Kept.entry(0, "/data/a"))
          .removals(Removal.of(new RunKey("/x"), Kept.STAMP))
          .logs(Kept.log("/1", "one"))
          .problems(Samples.problem("/p"));

  private final Path directory;
  private final Path file;
  private final List<StateStore> stores = new ArrayList<>();

  SqliteStateStoreTest(@TempDir Path directory) {
    this.directory = directory;
    this.file = directory.resolve("state.db");
  }

  @AfterEach
  void close() {
    stores.forEach(StateStore::close);
  }

  private OpenedStore open(StateValidity validity) {
    OpenedStore opened = SqliteStateStore.open(file, validity, CLOCK);
    stores.add(opened.store());
    return opened;
  }

  private OpenedStore open() {
    return open(ORIGIN);
  }

  private StateStore openWell() {
    OpenedStore opened = open();
    assertThat(opened.notes()).isEmpty();
    return opened.store();
  }

  private void keepAndClose(Kept kept) throws IOException {
    StateStore store = openWell();
    store.save(kept.update());
    store.close();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    }
  }

  private void assertSetAside(String why) throws IOException {
    OpenedStore opened = open();
    assertThat(opened.notes())
        .containsExactly(
            file
                + " "
                + why
                + ". It was moved aside as state.db.broken-20260301-093015 and a new one is made from"
                + " the files; removed runs may come back.");
    assertThat(names()).contains("state.db.broken-20260301-093015");
    assertThat(opened.store().load()).isEqualTo(SavedState.NOTHING);
    opened.store().save(FULL.update());
    opened.store().close();
    assertThat(openWell().load().runs()).hasSize(2);
  }

  @Test
  void garbageIsSetAside() throws IOException {
    Files.writeString(file, "no database ".repeat(1000));
    assertSetAside("is no SQLite database");
  }

  @Test
  void aFileThatIsCutOffIsSetAside() throws IOException {
    keepAndClose(FULL);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    assertSetAside(
        "is damaged ([SQLITE_CORRUPT] The database disk image is malformed (database disk image is malformed))");
  }

  @Test
  void anotherProgramsDatabaseIsSetAside() throws Exception {
    NativeLibrary.load(List.of(directory));
    try (Database other = Database.open(file)) {
      other.script("CREATE TABLE run (x)");
    }
    assertSetAside("is a database of another program");
  }

  @Test
  void aLaterProgramsFileIsSetAside() throws Exception {
    keepAndClose(FULL);
    try (Database later = Database.open(file)) {
      later.script("PRAGMA user_version = 99");
    }
    assertSetAside("was written by a later version of this program");
  }

  @Test
  void aDirectoryInItsPlaceIsSetAside() throws IOException {
    Files.createDirectories(file.resolve("inner"));
    assertSetAside("is not a regular file");
  }

  @Test
  void anEmptyFileIsANewOne() throws IOException {
    Files.createFile(file);
    assertThat(openWell().load()).isEqualTo(SavedState.NOTHING);
  }

  /** Flips one bit of a document of each kind. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "use",
        "version",
        "frame",
        "config",
        "metrics",
        "run",
        "entry",
        "removals",
        "log",
        "problems"
      })
  void aFlippedBitInADocumentMakesItOneThatWasNotSaved(String kind) throws Exception {
    Random random = new Random(kind.hashCode());
    for (int i = 0; i < 10; i++) {
      Files.deleteIfExists(file);
      keepAndClose(FULL);
      flip(kind, random);
      OpenedStore opened = open();
      assertThat(opened.notes()).isEmpty();
      SavedState loaded = opened.store().load();
      assertThat(loaded.version()).as("pages may have seen more than is left").isEmpty();
      assertThat(loaded.frames()).isEmpty();
      switch (kind) {
        case "config", "metrics", "run" ->
            assertThat(loaded.runs()).hasSizeLessThan(2).allMatch(FULL.update().runs()::contains);
        default -> assertThat(loaded.runs()).isEqualTo(FULL.update().runs());
      }
      assertThat(loaded.entries()).hasSize(kind.equals("entry") ? 0 : 1);
      assertThat(loaded.removals()).hasSize(kind.equals("removals") ? 0 : 1);
      assertThat(loaded.logs()).hasSize(kind.equals("log") ? 0 : 1);
      assertThat(loaded.problems()).hasSize(kind.equals("problems") ? 0 : 1);
      opened.store().save(FULL.update());
      opened.store().close();
      SavedState healed = openWell().load();
      assertThat(healed.version()).contains(new BoardVersion("e", 7));
      assertThat(healed.runs()).hasSize(2);
      close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "removals", "entry"})
  void aDocumentThatAClosedFileHasLostEndsTheVersion(String kind) throws Exception {
    keepAndClose(FULL);
    try (Database database = Database.open(file)) {
      database.update(
          "DELETE FROM document WHERE rowid = (SELECT min(rowid) FROM document WHERE kind = ?)",
          kind);
    }
    OpenedStore opened = open();
    assertThat(opened.notes()).isEmpty();
    assertThat(opened.store().load().version()).isEmpty();
    opened.store().save(FULL.update());
    opened.store().close();
    assertThat(openWell().load().version()).contains(new BoardVersion("e", 7));
  }

  private void flip(String kind, Random random) throws Exception {
    try (Database database = Database.open(file)) {
      long row =
          database.one(
              "SELECT rowid FROM document WHERE kind = '" + kind + "' LIMIT 1",
              found -> found.number(0));
      String where = "FROM document WHERE rowid = " + row;
      byte[] json = database.one("SELECT json " + where, found -> found.blob(0));
      String key = database.one("SELECT key " + where, found -> found.text(0));
      if (random.nextBoolean() && !key.isEmpty()) {
        char[] flipped = key.toCharArray();
        int at = random.nextInt(flipped.length);
        flipped[at] = (char) (flipped[at] ^ 1);
        database.update("UPDATE document SET key = ? WHERE rowid = ?", new String(flipped), row);
      } else {
        json[random.nextInt(json.length)] ^= (byte) (1 << random.nextInt(8));
        database.update("UPDATE document SET json = ? WHERE rowid = ?", json, row);
      }
    }
  }

  @Test
  void whateverBytesAreFlippedThereIsAStore() throws IOException {
    keepAndClose(FULL);
    byte[] sound = Files.readAllBytes(file);
    Random random = new Random(5);
    int aside = 0;
    for (int i = 0; i < 60; i++) {
      byte[] flipped = sound.clone();
      int at = random.nextInt(sound.length);
      for (int j = at; j < Math.min(sound.length, at + 200); j++) {
        flipped[j] ^= (byte) random.nextInt(256);
      }
      Files.write(file, flipped);
      OpenedStore opened = open();
      assertThat(opened.store()).isInstanceOf(SqliteStateStore.class);
      opened.store().load();
      try {
        opened.store().save(FULL.update());
      } catch (IOException e) {
        // Damage where no document is shows when something is written there.
        assertThat(e).hasMessageContaining("must be written anew");
        opened.store().save(FULL.update());
      }
      assertThat(opened.store().load().runs()).hasSize(2);
      opened.store().close();
      aside += opened.notes().size();
    }
    assertThat(aside).isBetween(5, 60);
    assertThat(names().stream().filter(name -> name.contains("broken"))).hasSize(3);
  }

  @Test
  void theNewestThreeSetAsideStay() throws IOException {
    for (int day = 1; day <= 5; day++) {
      Files.writeString(file, "no database");
      Files.writeString(directory.resolve("state.db-wal"), "no log");
      CorruptFileQuarantine.move(file, LocalDateTime.of(2026, 3, day, 0, 0));
    }
    assertThat(names())
        .containsExactly(
            "state.db.broken-20260303-000000",
            "state.db.broken-20260303-000000-wal",
            "state.db.broken-20260304-000000",
            "state.db.broken-20260304-000000-wal",
            "state.db.broken-20260305-000000",
            "state.db.broken-20260305-000000-wal");
  }

  @Test
  void twoThatAreSetAsideInOneSecondBothStay() throws IOException {
    for (int i = 0; i < 2; i++) {
      Files.writeString(file, "no database");
      open().store().close();
    }
    assertThat(names())
        .containsExactly(
            "state.db", "state.db.broken-20260301-093015", "state.db.broken-20260301-093015.2");
  }

  @Test
  void ofAFileOfTheFirstVersionWhatPersonsRemovedIsKept() throws Exception {
    ByteBuffer stamp = ByteBuffer.allocate(64);
    stamp.put((byte) 0).putInt(3).put("1:2".getBytes(StandardCharsets.UTF_8)).putLong(512);
    put(stamp, Kept.STAMP.modified());
    put(stamp, Kept.STAMP.changed());
    byte[] packed = Arrays.copyOf(stamp.array(), stamp.position());
    NativeLibrary.load(List.of(directory));
    try (Database database = Database.open(file);
        InputStream script = getClass().getResourceAsStream("/state/version-1.sql")) {
      database.script(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      database.script("PRAGMA application_id = " + 0x504d4421 + "; PRAGMA user_version = 1");
      database.script("INSERT INTO lineage VALUES (1, 'e', 7)");
      database.update("INSERT INTO removal VALUES (0, ?, ?)", "/data/gone", packed);
      database.update("INSERT INTO removal VALUES (1, ?, ?)", "/data/ä", null);
    }
    for (int i = 0; i < 2; i++) {
      SavedState loaded = openWell().load();
      assertThat(loaded.removals())
          .containsExactly(
              Removal.of(
                  new RunKey("/data/gone"),
                  new FileStamp("1:2", 512, Kept.STAMP.modified(), Kept.STAMP.changed())),
              Removal.of(new RunKey("/data/ä"), null));
      assertThat(loaded.version()).isEmpty();
      close();
    }
    try (Database database = Database.open(file)) {
      assertThat(
              database.all("SELECT name FROM sqlite_master WHERE sql NOT NULL", row -> row.text(0)))
          .containsExactly("document");
      database.script("DELETE FROM document");
    }
    assertThat(openWell().load()).isEqualTo(SavedState.NOTHING);
  }

  private static void put(ByteBuffer stamp, Instant instant) {
    stamp.putLong(instant.getEpochSecond()).putInt(instant.getNano());
  }

  @Test
  void aFileOfTheFirstVersionThatIsDamagedIsSetAside() throws Exception {
    NativeLibrary.load(List.of(directory));
    try (Database database = Database.open(file);
        InputStream script = getClass().getResourceAsStream("/state/version-1.sql")) {
      database.script(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      database.script("PRAGMA application_id = " + 0x504d4421 + "; PRAGMA user_version = 1");
      database.update("INSERT INTO removal VALUES (0, ?, ?)", "/data/gone", new byte[7]);
    }
    assertSetAside("is damaged (a removed run is not as it was written)");
  }

  @Test
  void whatWasMadeOtherwiseIsReadAgain() throws IOException {
    keepAndClose(FULL);
    StateValidity other = new StateValidity("2", "boot-1");
    for (int i = 0; i < 2; i++) {
      StateStore store = open(other).store();
      SavedState recalled = store.load();
      assertThat(recalled.runs()).hasSize(2).allMatch(kept -> kept.seen() == null);
      assertThat(recalled.logs()).isEmpty();
      assertThat(recalled.entries()).hasSize(1);
      assertThat(recalled.removals()).hasSize(1);
      assertThat(recalled.problems()).hasSize(1);
      assertThat(recalled.version()).contains(new BoardVersion("e", 7));
      assertThat(recalled.frames()).hasSize(1);
      store.close();
    }
    StateStore store = open(other).store();
    store.save(Kept.nothing().version("e", 8).runs(Kept.run("a", 3)).update());
    assertThat(store.load().runs().get(0).seen()).isNotNull();
    assertThat(store.load().runs().get(1).seen()).isNull();
    store.close();
    SavedState back = open().store().load();
    assertThat(back.runs().get(0).seen()).as("made by the other").isNull();
    assertThat(back.runs().get(1).seen()).as("still what this one has made").isNotNull();
  }

  @Test
  void aPowerCutEndsTheLineageButNothingElse() throws IOException {
    StateStore killed = openWell();
    killed.save(FULL.update());
    byte[] log = Files.readAllBytes(directory.resolve("state.db-wal"));
    byte[] content = Files.readAllBytes(file);
    killed.close();

    Files.write(file, content);
    Files.write(directory.resolve("state.db-wal"), log);
    SavedState sameBoot = openWell().load();
    assertThat(sameBoot.version()).contains(new BoardVersion("e", 7));
    assertThat(sameBoot.frames()).hasSize(1);
    close();

    for (String boot : List.of("boot-2", "", "boot-3")) {
      StateStore store = open(new StateValidity("1", boot)).store();
      SavedState recalled = store.load();
      assertThat(recalled.version()).isEmpty();
      assertThat(recalled.frames()).isEmpty();
      assertThat(recalled.runs()).containsExactly(Kept.run("a", 1), Kept.run("b", 2));
      assertThat(recalled.logs()).hasSize(1);
      store.close();
    }
    StateStore store = open(new StateValidity("1", "boot-4")).store();
    store.save(Kept.nothing().version("f", 1).frames(Map.of(1L, new byte[1])).update());
    store.close();
    assertThat(openWell().load().frames().keySet()).containsExactly(1L);
  }

  @Test
  void aCleanEndKeepsTheLineageOverAnyBoot() throws IOException {
    keepAndClose(FULL);
    OpenedStore next = open(new StateValidity("1", "boot-2"));
    assertThat(next.store().load().version()).contains(new BoardVersion("e", 7));
  }

  @Test
  void onlyTheOwnerReadsIt() throws IOException {
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    openWell().save(FULL.update());
    assertThat(names()).containsExactly("state.db", "state.db-wal");
    for (String name : names()) {
      assertThat(
              PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aFileInUseIsLeftAlone() throws IOException {
    StateStore first = openWell();
    first.save(FULL.update());
    OpenedStore second = open();
    assertThat(second.store()).isInstanceOf(MemoryStateStore.class);
    assertThat(second.notes()).hasSize(1);
    assertThat(second.notes().get(0))
        .contains(file + " is in use by another program: end that, or set state-dir");
    first.save(Kept.nothing().version("e", 8).update());
    assertThat(names()).containsExactly("state.db", "state.db-wal");
  }

  @Test
  void whereNoDirectoryCanBeItIsKeptInMemory() throws IOException {
    Path regular = Files.createFile(directory.resolve("regular"));
    OpenedStore opened = SqliteStateStore.open(regular.resolve("sub/state.db"), "1", CLOCK);
    assertThat(opened.store()).isInstanceOf(MemoryStateStore.class);
    assertThat(opened.notes()).hasSize(1);
    assertThat(opened.notes().get(0))
        .startsWith("The state is in memory only and is lost at a restart, because " + regular)
        .contains("set state-dir to another directory");
  }

  @Test
  void aFileThatIsDeletedWhileInUseIsWrittenAnew() throws IOException {
    StateStore store = openWell();
    store.save(FULL.update());
    Files.delete(file);
    assertThatThrownBy(() -> store.save(Kept.nothing().update()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file + " is gone or damaged and must be written anew");
    store.save(FULL.update());
    store.close();
    assertThat(openWell().load().runs()).hasSize(2);
  }

  @Test
  void damageWhileInUseIsMendedByAWholeUpdate() throws IOException {
    StateStore store = openWell();
    SavedRun[] many = new SavedRun[3000];
    String metrics = "{\"x\":\"" + "x".repeat(3000) + "\"}";
    Arrays.setAll(
        many,
        i ->
            new SavedRun(
                Kept.files("/data/run" + i),
                Samples.run("run" + i, i, metrics),
                null,
                false,
                List.of()));
    store.save(Kept.nothing().whole().runs(many).update());
    for (String name : names()) {
      Path used = directory.resolve(name);
      Files.write(used, new byte[(int) Files.size(used)]);
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < many.length; i++) {
                store.save(Kept.nothing().runs(Kept.run("run" + i, i + 1)).update());
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must be written anew");
    store.save(FULL.update());
    assertThat(store.load().runs()).hasSize(2);
    assertThat(names()).contains("state.db.broken-20260301-093015");
    store.close();
    assertThat(openWell().load().runs()).hasSize(2);
  }

  @Test
  void nothingOfTheNativeLibraryStays() {
    openWell();
    assertThat(directory.toFile().list()).noneMatch(name -> name.contains("sqlite"));
  }

  @Test
  void aFrameThatIsTooLargeIsNeverWritten() throws IOException {
    byte[] large = new byte[4 * Frames.MOST_BYTES];
    keepAndClose(Kept.nothing().whole().frames(Map.of(7L, large)));
    assertThat(Files.size(file)).isLessThan(Frames.MOST_BYTES);
  }

  @Test
  void whatWasKeptCanBeForgottenByThisProgram() throws Exception {
    StateStore store = openWell();
    WeakReference<byte[]> frame = keepOneFrame(store);
    for (int i = 0; i < 50 && frame.get() != null; i++) {
      System.gc();
    }
    assertThat(frame.get()).isNull();
  }

  private static WeakReference<byte[]> keepOneFrame(StateStore store) throws IOException {
    byte[] frame = new byte[500_000];
    store.save(Kept.nothing().frames(Map.of(7L, frame)).update());
    return new WeakReference<>(frame);
  }
}
