package org.papermetrics.annotations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Problem;

/** The file of notes: what is in it, what changes it, and what never does. */
class AnnotationsFileTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final String TIME = "2026-03-01T10:00:00Z";

  private final Path path;
  private final AnnotationsFile file;

  AnnotationsFileTest(@TempDir Path directory) {
    path = directory.resolve(AnnotationsFile.NAME);
    file = new AnnotationsFile(path, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private AnnotationsUpdate write(String checkpoint, String text) {
    return file.change("id", checkpoint, new AnnotationEdit(text, null), before -> true);
  }

  private AnnotationsUpdate star(String checkpoint, boolean star) {
    return file.change("id", checkpoint, new AnnotationEdit(null, star), before -> true);
  }

  private AnnotationsReading.Read read() {
    return (AnnotationsReading.Read) file.read();
  }

  @Test
  void aNoteIsWrittenReadChangedAndTakenAway() throws IOException {
    assertThat(file.read()).isInstanceOf(AnnotationsReading.Missing.class);
    assertThat(write("/c/a/", "für *Tabelle 2*"))
        .isEqualTo(new AnnotationsUpdate.Done(new Annotation("für *Tabelle 2*", false, TIME)));
    assertThat(path)
        .hasContent(
            """
            {
              "notes": [
                {
                  "id": "id",
                  "checkpoint_path": "/c/a",
                  "text": "für *Tabelle 2*",
                  "edited_at": "2026-03-01T10:00:00Z"
                }
              ]
            }\
            """);
    assertThat(read().notes())
        .containsOnly(Map.entry("/c/a", new Annotation("für *Tabelle 2*", false, TIME)));
    write("/c/a", "b");
    assertThat(read().notes().get("/c/a")).isEqualTo(new Annotation("b", false, TIME));
    write("/c/a", "");
    assertThat(read().notes()).isEmpty();
    assertThat(Files.readString(path)).doesNotContain("/c/a");
  }

  @Test
  void aStarStandsBesideTheTextAndLeavesItAsItIs() throws IOException {
    Files.writeString(
        path,
        "{\"notes\": [{\"checkpoint_path\": \"/c/a\", \"text\": \"t\", \"edited_at\": \"May\"}]}");
    star("/c/a", true);
    assertThat(read().notes().get("/c/a")).isEqualTo(new Annotation("t", true, "May"));
    write("/c/a", "");
    assertThat(read().notes().get("/c/a")).isEqualTo(new Annotation("", true, TIME));
    star("/c/a", false);
    assertThat(read().notes()).isEmpty();
  }

  @Test
  void whatIsNotOursStays() throws IOException {
    String foreign =
        "{\"checkpoint_path\": \"/gone\", \"text\": \"old\", \"colour\": [1.50, 2E+9]}";
    Files.writeString(
        path, "{\"version\": 12345678901234567890.10, \"notes\": [7, " + foreign + ", {}]}");
    write("/c/a", "half \ud800 of a character");
    write("/gone", "new");
    assertThat(Files.readString(path).replaceAll("\\s+", ""))
        .startsWith(
            "{\"version\":12345678901234567890.10,\"notes\":[7,{\"checkpoint_path\":\"/gone\","
                + "\"text\":\"new\",\"colour\":[1.50,2E+9],\"id\":\"id\",")
        .contains("\\ud800");
    assertThat(read().notes()).containsKeys("/gone", "/c/a");
    write("/gone", "");
    assertThat(Files.readString(path)).contains("colour");
  }

  @Test
  void aFileThatCannotBeReadIsNeverOverwritten() throws IOException {
    Files.writeString(path, "{\"notes\": [{\"text\": \"precious\"\n");
    assertThat(write("/c/a", "x"))
        .isEqualTo(
            new AnnotationsUpdate.Refused(
                "The file of notes is cut off at line 2, perhaps half-written; repair it, or move it"
                    + " away to have it made again. The note was not saved."));
    assertThat(path).hasContent("{\"notes\": [{\"text\": \"precious\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|is empty; ",
        "[]|is no JSON object of the form {\"notes\": [...]}; ",
        "{\"notes\": {}}|is no JSON object of the form {\"notes\": [...]}; ",
        "{\"notes\": []} x|is no valid JSON at line 1, column ",
        "{\"notes\": [], \"notes\": []}|is no valid JSON at line 1, column ",
        "notes: none|is no valid JSON at line 1, column "
      })
  void whatIsNoFileOfNotesIsToldInOneSentence(String content, String sentence) throws IOException {
    Files.writeString(path, content);
    assertThat(((AnnotationsReading.Unreadable) file.read()).sentence())
        .startsWith("The file of notes " + sentence);
  }

  @Test
  void anEntryThatSaysNothingUsableIsAProblemAndHidesNoOther() throws IOException {
    Files.writeString(
        path,
        """
        {"notes": [1, {"text": "whose?"}, {"checkpoint_path": "/c/a", "text": 5},
          {"checkpoint_path": "/c/b", "text": "first"}, {"checkpoint_path": "/c/b/", "text": "b"}]}
        """);
    AnnotationsReading.Read read = read();
    assertThat(read.notes()).containsOnlyKeys("/c/b");
    assertThat(read.problems())
        .extracting(Problem::message)
        .containsExactly(
            "Entry 1 of the notes is no object; write it as {...}, or remove the entry.",
            "Entry 2 of the notes names no run; add its checkpoint_path, or remove the entry.",
            "Entry 3 of the notes has a text that is no text; write it in quotes, or remove the"
                + " entry.",
            "Entry 5 of the notes is a second one for /c/b; put all text into the first, or remove"
                + " the entry.");
  }

  @Test
  void aChangeOfAnotherNoteThanThatWhichWasSeenIsNotMade() {
    write("/c/a", "theirs");
    assertThat(file.change("id", "/c/a", new AnnotationEdit("mine", null), Annotation.NONE::equals))
        .isEqualTo(new AnnotationsUpdate.Differs(new Annotation("theirs", false, TIME)));
    assertThat(read().notes()).containsEntry("/c/a", new Annotation("theirs", false, TIME));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamedWithTheWayOut() throws IOException {
    Files.createFile(path.resolveSibling("plain"));
    AnnotationsFile below =
        new AnnotationsFile(path.resolveSibling("plain/annotations.json"), Clock.systemUTC());
    assertThat(below.change("id", "/c/a", new AnnotationEdit("x", null), before -> true))
        .asString()
        .contains("The file of notes cannot be written (", "see that there is space");
  }

  @Test
  void tenThousandCharactersAreANoteAndOneMoreIsNot() {
    assertThat(new AnnotationEdit("😀".repeat(10_000), null).isTooLong()).isFalse();
    assertThat(new AnnotationEdit("x".repeat(10_001), null).isTooLong()).isTrue();
  }
}
