package org.papermetrics.cli.bench;

import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts the texts of a WebSocket together from their parts. */
final class WholeTexts implements WebSocket.Listener {
  private final Consumer<String> taker;
  private final StringBuilder part = new StringBuilder();

  /** Gives whole texts to somebody, on a thread of the client. */
  WholeTexts(Consumer<String> taker) {
    this.taker = taker;
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      taker.accept(part.toString());
      part.setLength(0);
    }
    from.request(1);
    return null;
  }
}
