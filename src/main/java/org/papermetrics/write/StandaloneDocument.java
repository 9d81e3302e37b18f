package org.papermetrics.write;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.papermetrics.page.PageFile;
import org.papermetrics.page.PageFiles;

/**
 * The text around the data of a page that is one file.
 *
 * <p>Its policy allows the scripts and styles that carry a nonce, and the modules, which the loader
 * unpacks into {@code blob:} addresses. The nonce is made from everything in the file, so that
 * nothing in the data can know it. Modules and data stand in base64, which has no character that
 * could end their element.
 */
final class StandaloneDocument {
  private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"(.+?)\">");
  private static final Pattern ICON = Pattern.compile("(<link rel=\"icon\" href=\")(.+?)\"");
  private static final String CHARSET = "<meta charset=\"utf-8\">";
  private static final String SOURCE = "data-source=\"daemon\"";
  private static final String END = "</body>";
  private static final String DATA_START = "<script type=\"text/plain\" id=\"data\">";
  private static final String SCRIPT_END = "</script>\n";

  private final PageFiles files;
  private final String head;
  private final String modules;
  private final String tail;

  StandaloneDocument(PageFiles files) {
    this.files = files;
    String template = without(files.template(), files.modulesMark());
    int end = template.indexOf(END);
    head = template.substring(0, end);
    tail = template.substring(end);
    modules =
        files.modules().entrySet().stream()
            .map(
                e ->
                    "<script type=\"text/plain\" data-module=\""
                        + e.getKey()
                        + "\">"
                        + packed(e.getValue())
                        + SCRIPT_END)
            .collect(Collectors.joining());
  }

  /** What a page with this data has for a nonce. */
  String nonce(InputStream data) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      out.write((head + modules + files.loader()).getBytes(StandardCharsets.UTF_8));
      data.transferTo(out);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
  }

  /** Everything that stands before the packed data. */
  String beforeData(String nonce) {
    return head("embedded", nonce, "") + notices() + modules + DATA_START;
  }

  /** Everything that stands after the packed data. */
  String afterData(String nonce) {
    return SCRIPT_END + loader(nonce) + tail;
  }

  /** The whole of a page that reads the data beside it. */
  String withoutData() {
    try {
      String nonce = nonce(InputStream.nullInputStream());
      return head("file", nonce, " connect-src 'self';")
          + notices()
          + modules
          + loader(nonce)
          + tail;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
  }

  /** Writes base64 of gzip; the stream stays open. */
  static void pack(InputStream in, OutputStream out) throws IOException {
    OutputStream open =
        new FilterOutputStream(out) {
          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
          }

          @Override
          public void close() throws IOException {
            flush();
          }
        };
    try (OutputStream gzip = new GZIPOutputStream(Base64.getEncoder().wrap(open), 32 * 1024)) {
      in.transferTo(gzip);
    }
  }

  private static String packed(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      pack(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  private String head(String source, String nonce, String connections) {
    String policy =
        "default-src 'none'; script-src 'nonce-%1$s' blob:; style-src 'nonce-%1$s';%2$s"
            + " img-src data: blob:; base-uri 'none'; form-action 'none'";
    String meta =
        "<meta http-equiv=\"Content-Security-Policy\" content=\""
            + policy.formatted(nonce, connections)
            + "\">";
    String placed =
        head.replace(SOURCE, "data-source=\"" + source + "\"")
            .replace(CHARSET, CHARSET + "\n    " + meta);
    String withIcon =
        ICON.matcher(placed)
            .replaceAll(
                match -> Matcher.quoteReplacement(match.group(1) + icon(match.group(2)) + "\""));
    return STYLE
        .matcher(withIcon)
        .replaceAll(match -> Matcher.quoteReplacement(style(match.group(1), nonce)));
  }

  private String style(String path, String nonce) {
    return "<style nonce=\"" + nonce + "\">\n" + harmless(file(path).text(), "style") + "</style>";
  }

  private String icon(String path) {
    PageFile icon = file(path);
    return "data:"
        + icon.contentType()
        + ";base64,"
        + Base64.getEncoder().encodeToString(icon.bytes());
  }

  private String notices() {
    String text =
        files.libraries().stream()
            .map(l -> l.name() + " " + l.version() + "\n\n" + l.licence() + "\n")
            .collect(Collectors.joining("\n"));
    return "<script type=\"text/plain\" id=\"notices\">\n" + harmless(text, "script") + SCRIPT_END;
  }

  private String loader(String nonce) {
    return "<script nonce=\"" + nonce + "\">\n" + harmless(files.loader(), "script") + SCRIPT_END;
  }

  private PageFile file(String path) {
    return files
        .at("/" + path)
        .orElseThrow(
            () -> new IllegalStateException("the document names " + path + ", which is missing"));
  }

  private static String without(String text, String mark) {
    if (!text.contains(mark)
        || !text.contains(CHARSET)
        || !text.contains(SOURCE)
        || !text.contains(END)) {
      throw new IllegalStateException("the document lacks a place that is filled in");
    }
    return text.replace(mark, "");
  }

  // Our own text and that of libraries, which stands as it is: it must not end its element.
  private static String harmless(String text, String element) {
    if (text.toLowerCase(Locale.ROOT).contains("</" + element) || text.contains("<!--")) {
      throw new IllegalStateException("a text would end its element: " + text.lines().findFirst());
    }
    return text;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
