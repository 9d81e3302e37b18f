package org.papermetrics.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.papermetrics.browser.BrowserSupport;
import org.papermetrics.config.HttpSettings;
import org.papermetrics.daemon.Daemon;

/** People write notes on runs and star them, on the page of a real daemon. */
@Tag("browser")
class NotesPageTest {
  @RegisterExtension static final BrowserSupport BROWSER = new BrowserSupport();

  private static final String FIRST = "exp_cp000100";
  private static final String LAST = "exp_cp000200";

  @TempDir private Path directory;

  private Site site() throws Exception {
    Site site = Site.in(directory).withToken();
    Site.drop(Site.checkpoint(site.root(), "exp", 100), 500);
    Site.drop(Site.checkpoint(site.root(), "exp", 200), 510);
    return site;
  }

  private static Daemon start(Site site) throws Exception {
    return site.serve(new HttpSettings("127.0.0.1", 0, Set.of(), true));
  }

  private static Page open(Daemon daemon) {
    Page page = BROWSER.page();
    page.navigate(daemon.addressWithToken());
    assertThat(page.locator(".connection")).hasText("Live");
    return page;
  }

  private static Locator row(Page page, String id) {
    return page.locator("tr[data-id='" + id + "']");
  }

  private static Locator field(Page page) {
    return page.locator("#details textarea");
  }

  private static void details(Page page) {
    details(page, FIRST);
  }

  private static void details(Page page, String id) {
    row(page, id).locator(".name").click();
    assertThat(field(page)).isVisible();
  }

  @Test
  void aNoteIsThereAfterALoadAndARestartAndInTheFile() throws Exception {
    Site site = site();
    Path file = site.outputs().resolve("annotations.json");
    try (Daemon daemon = start(site)) {
      Page page = open(daemon);
      details(page);
      field(page).fill("for *Table 2*\nask Ann");
      field(page).press("Escape");
      assertThat(field(page)).hasValue("for *Table 2*\nask Ann");
      field(page).press("Control+Enter");
      assertThat(page.getByText("Not saved yet")).hasCount(0);
      assertThat(Files.readString(file)).contains("for *Table 2*\\nask Ann");
      assertThat(page).hasURL(Pattern.compile("run=" + FIRST));
      page.reload();
      assertThat(field(page)).hasValue("for *Table 2*\nask Ann");
      page.context().close();
    }
    Daemon next = BROWSER.keep(start(site));
    Page page = open(next);
    page.locator("#search").fill("ask ann");
    assertThat(page.locator("tbody.rows tr")).hasCount(1);
    details(page);
    assertThat(field(page)).hasValue("for *Table 2*\nask Ann");

    Files.writeString(file, Files.readString(file).replace("ask Ann", "asked Ann"));
    assertThat(field(page)).hasValue("for *Table 2*\nasked Ann");
  }

  @Test
  void escapeKeepsWhatIsWrittenAlsoBeforeItIsDrawn() throws Exception {
    Page page = open(BROWSER.keep(start(site())));
    details(page);
    field(page)
        .evaluate(
            """
            field => {
              field.focus();
              field.value = 'ask Ann';
              field.dispatchEvent(new InputEvent('input', {bubbles: true}));
              field.dispatchEvent(
                  new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, cancelable: true}));
            }
            """);
    assertThat(page.getByText("Not saved yet")).isVisible();
    assertThat(field(page)).hasValue("ask Ann");
    assertThat(page.locator("#details-name")).isFocused();
  }

  @Test
  void ofTwoPagesNeitherOverwritesTheOther() throws Exception {
    BROWSER.expect("status of 412");
    Daemon daemon = BROWSER.keep(start(site()));
    Page mine = open(daemon);
    Page theirs = open(daemon);
    details(mine);
    details(theirs);
    field(mine).fill("mine");
    field(theirs).fill("theirs");
    theirs.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
    assertThat(theirs.getByText("Not saved yet")).hasCount(0);

    assertThat(field(mine)).hasValue("mine");
    field(mine).press("Control+Enter");
    assertThat(mine.locator("#details .note-conflict")).containsText("theirs");
    assertThat(field(mine)).hasValue("mine");
    assertThat(daemon.snapshot().run(FIRST).orElseThrow().annotation().text()).isEqualTo("theirs");
    mine.getByText("Save mine").click();
    assertThat(field(theirs)).hasValue("mine");

    field(mine).fill("mine again");
    field(theirs).fill("theirs again");
    field(theirs).press("Control+Enter");
    assertThat(theirs.getByText("Not saved yet")).hasCount(0);
    field(mine).press("Control+Enter");
    mine.getByText("Keep theirs").click();
    assertThat(field(mine)).hasValue("theirs again");
  }

  @Test
  void theBrowserAsksBeforeANoteThatIsNotSavedIsLost() throws Exception {
    Page page = open(BROWSER.keep(start(site())));
    List<String> asked = new ArrayList<>();
    page.onDialog(
        dialog -> {
          asked.add(dialog.type());
          dialog.accept();
        });
    page.reload();
    assertThat(asked).isEmpty();
    details(page);
    field(page).fill("mine");
    page.reload();
    assertThat(asked).containsExactly("beforeunload");
  }

  @Test
  void aKeyStarsARun() throws Exception {
    Daemon daemon = BROWSER.keep(start(site()));
    Page page = open(daemon);
    page.keyboard().press("g");
    page.keyboard().press("s");
    assertThat(row(page, LAST).locator(".star")).isVisible();
    assertThat(daemon.snapshot().run(LAST).orElseThrow().annotation().starred()).isTrue();
  }

  @Test
  void aFileThatCannotBeReadIsAProblemAndTheTextThatWasWrittenStays() throws Exception {
    Site site = site();
    BROWSER.expect("status of 503");
    Daemon daemon = BROWSER.keep(start(site));
    Files.writeString(site.outputs().resolve("annotations.json"), "{\"notes\": [");
    Page page = open(daemon);
    assertThat(page.getByText("1 problem")).isVisible();
    details(page);
    field(page).fill("mine");
    field(page).press("Control+Enter");
    assertThat(page.locator("#details [role=alert]")).containsText("is cut off at line 1");
    assertThat(field(page)).hasValue("mine");
    page.keyboard().press("Escape");
    page.keyboard().press("Escape");
    row(page, FIRST).locator(".name").click();
    assertThat(field(page)).hasValue("mine");
  }
}
