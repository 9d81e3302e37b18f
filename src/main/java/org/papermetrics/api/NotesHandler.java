package org.papermetrics.api;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.ETag;
import io.undertow.util.ETagUtils;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.papermetrics.annotations.AnnotationEdit;
import org.papermetrics.annotations.AnnotationsUpdate;
import org.papermetrics.model.Annotation;
import org.papermetrics.model.Run;
import org.papermetrics.model.Snapshot;
import org.papermetrics.wire.NoteJson;

/** Answers with the note on a run, and changes it. */
final class NotesHandler {
  /** What may be asked of a note. */
  static final Set<HttpString> METHODS =
      Set.of(Methods.GET, Methods.HEAD, Methods.PUT, Methods.DELETE);

  /** The longest text of a note, each of its characters as two escapes of six bytes, and a bit. */
  private static final int MOST_BYTES = 12 * AnnotationEdit.MOST_CHARACTERS + 1024;

  /** So much is read to its end, for a client that still writes would not get the answer. */
  private static final int MOST_READ = 1 << 20;

  private final Supplier<Snapshot> snapshot;
  private final NoteStore notes;

  NotesHandler(Supplier<Snapshot> snapshot, NoteStore notes) {
    this.snapshot = snapshot;
    this.notes = notes;
  }

  /** Answers a request for the note on the run with an id. */
  void handle(HttpServerExchange exchange, String id) {
    Optional<Run> run = snapshot.get().run(id);
    if (run.isEmpty()) {
      Errors.notFound(exchange, "No run has this id; /api/v1/runs lists those there are.");
    } else if (exchange.getRequestMethod().equals(Methods.PUT)) {
      exchange.setMaxEntitySize(MOST_READ);
      exchange.dispatch(Errors.shielding(e -> put(e, run.get())));
    } else if (exchange.getRequestMethod().equals(Methods.DELETE)) {
      exchange.dispatch(Errors.shielding(e -> change(e, run.get(), AnnotationEdit.REMOVAL)));
    } else {
      send(exchange, run.get(), run.get().annotation());
    }
  }

  private void put(HttpServerExchange exchange, Run run) {
    AnnotationEdit edit;
    try {
      exchange.startBlocking();
      InputStream in = exchange.getInputStream();
      byte[] body = in.readNBytes(MOST_BYTES);
      if (in.transferTo(OutputStream.nullOutputStream()) > 0) {
        tooLong(exchange);
        return;
      }
      edit = NoteJson.edit(body);
    } catch (RequestTooBigException e) {
      tooLong(exchange);
      return;
    } catch (IOException e) {
      Errors.send(
          exchange,
          StatusCodes.BAD_REQUEST,
          "Bad note",
          "The body is no change of a note; send {\"text\": \"…\"}, {\"starred\": true} or both as"
              + " JSON.");
      return;
    }
    if (edit.isTooLong()) {
      tooLong(exchange);
    } else {
      change(exchange, run, edit);
    }
  }

  private static void tooLong(HttpServerExchange exchange) {
    Errors.send(
        exchange,
        StatusCodes.REQUEST_ENTITY_TOO_LARGE,
        "Note too long",
        "A note has at most 10,000 characters; shorten it.");
  }

  private void change(HttpServerExchange exchange, Run run, AnnotationEdit edit) {
    AnnotationsUpdate update = notes.change(run, edit, condition(exchange));
    if (update instanceof AnnotationsUpdate.Refused refused) {
      Errors.send(exchange, StatusCodes.SERVICE_UNAVAILABLE, "Note not saved", refused.sentence());
    } else if (update instanceof AnnotationsUpdate.Differs) {
      Errors.send(
          exchange,
          StatusCodes.PRECONDITION_FAILED,
          "Changed meanwhile",
          "The note is another by now; GET it and decide which to keep.");
    } else if (((AnnotationsUpdate.Done) update).now().isEmpty()) {
      exchange.setStatusCode(StatusCodes.NO_CONTENT);
      exchange.endExchange();
    } else {
      send(exchange, run, ((AnnotationsUpdate.Done) update).now());
    }
  }

  private static Predicate<Annotation> condition(HttpServerExchange exchange) {
    String match = exchange.getRequestHeaders().getFirst(Headers.IF_MATCH);
    String noneMatch = exchange.getRequestHeaders().getFirst(Headers.IF_NONE_MATCH);
    // A proxy that compresses makes tags weak.
    return note ->
        ETagUtils.handleIfMatch(match, tag(note), true)
            && (note.isEmpty() || isNone(noneMatch, tag(note)));
  }

  /** Undertow takes {@code *}, which every tag matches, for a tag. */
  private static boolean isNone(@Nullable String noneMatch, ETag tag) {
    return noneMatch == null
        || (!noneMatch.equals("*") && ETagUtils.handleIfNoneMatch(noneMatch, tag, true));
  }

  private static ETag tag(Annotation note) {
    return new ETag(false, NoteJson.tag(note));
  }

  private static void send(HttpServerExchange exchange, Run run, Annotation note) {
    exchange.getResponseHeaders().put(Headers.ETAG, tag(note).toString());
    Responses.json(exchange, NoteJson.note(run, note));
  }
}
