package org.papermetrics.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.papermetrics.page.PageParts;

/**
 * The text around the data of a page that is one file.
 *
 * <p>Its policy allows the scripts and styles that carry a nonce, and the modules, which the loader
 * unpacks into {@code blob:} addresses. The nonce is made from everything in the file, so that
 * nothing in the data can know it. Modules and data stand in base64, which has no character that
 * could end their element.
 */
final class StandaloneDocument {
  private static final String CHARSET = "<meta charset=\"utf-8\">";
  private static final String STYLE = "<style>";
  private static final String END = "</body>";
  static final String DATA_START = "<script type=\"text/plain\" id=\"data\">";
  private static final String SCRIPT_END = "</script>\n";

  private final PageParts parts;
  private final String head;
  private final String modules;
  private final String tail;

  StandaloneDocument(PageParts parts) {
    this.parts = parts;
    String icon = "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(parts.icon());
    String styles = STYLE + "\n" + harmless(parts.styles(), "style") + "</style>";
    String document = complete(parts.document(icon, styles, ""));
    int end = document.indexOf(END);
    head = document.substring(0, end);
    tail = document.substring(end);
    modules =
        PageParts.MODULES.stream()
            .map(name -> module(name, parts.packed(name)))
            .collect(Collectors.joining());
  }

  private static String module(String name, String packed) {
    return "<script type=\"text/plain\" data-module=\"" + name + "\">" + packed + SCRIPT_END;
  }

  /** What a page with this data has for a nonce. */
  String nonce(InputStream data) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      out.write((head + parts.digests() + parts.loader()).getBytes(StandardCharsets.UTF_8));
      data.transferTo(out);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
  }

  /** Everything that stands before the packed data. */
  String beforeData(String nonce) {
    return head(nonce, "") + notices() + modules + DATA_START;
  }

  /** Everything that stands after the packed data. */
  String afterData(String nonce) {
    return SCRIPT_END + loader(nonce) + tail;
  }

  /** The whole of a page that reads the data beside it. */
  String withoutData() {
    try {
      String nonce = nonce(InputStream.nullInputStream());
      return head(nonce, " connect-src 'self';") + notices() + modules + loader(nonce) + tail;
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be read", e);
    }
  }

  private String head(String nonce, String connections) {
    String policy =
        "default-src 'none'; script-src 'nonce-%1$s' blob:; style-src 'nonce-%1$s';%2$s"
            + " img-src data: blob:; base-uri 'none'; form-action 'none'";
    String meta =
        "<meta http-equiv=\"Content-Security-Policy\" content=\""
            + policy.formatted(nonce, connections)
            + "\">";
    return head.replace(CHARSET, CHARSET + "\n    " + meta)
        .replace(STYLE, "<style nonce=\"" + nonce + "\">");
  }

  private String notices() {
    return "<script type=\"text/plain\" id=\"notices\">\n"
        + harmless(parts.notices(), "script")
        + SCRIPT_END;
  }

  private String loader(String nonce) {
    return "<script nonce=\"" + nonce + "\">\n" + harmless(parts.loader(), "script") + SCRIPT_END;
  }

  private static String complete(String document) {
    for (String place : List.of(CHARSET, STYLE, END)) {
      if (!document.contains(place)) {
        throw new IllegalStateException("the document lacks " + place + ", which is filled in");
      }
    }
    return document;
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
