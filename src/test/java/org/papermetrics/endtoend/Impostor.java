package org.papermetrics.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A program on the port of a daemon that answers every request as if it were the daemon, and
 * remembers what it was sent. Its page leaves a service worker that sees all requests of its
 * origin.
 */
final class Impostor implements AutoCloseable {
  private static final String PAGE =
      "<!DOCTYPE html><script>navigator.serviceWorker.register('/worker.js')</script>";

  /** Keeps the header with a token where the test can see it. */
  private static final String WORKER =
      """
      addEventListener('install', () => skipWaiting());
      addEventListener('activate', (event) => event.waitUntil(clients.claim()));
      addEventListener('fetch', (event) => {
        const seen = event.request.headers.get('Authorization');
        if (seen) {
          event.waitUntil(caches.open('x').then((x) => x.put('/seen', new Response(seen))));
        }
        event.respondWith(fetch(event.request));
      });
      """;

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final String daemon;

  /** Takes a port; 0 takes any. */
  Impostor(int port) throws IOException {
    this(port, "");
  }

  /** The same; challenges are answered as the daemon at this address answers them. */
  Impostor(int port, String daemon) throws IOException {
    this.daemon = daemon;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** The port it has. */
  int port() {
    return server.getAddress().getPort();
  }

  /** All it was sent. */
  String requests() {
    return String.join("\n", requests);
  }

  /** How often it was asked for a proof. */
  long challenges() {
    return requests.stream().filter(request -> request.contains("/challenge")).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI() + " " + exchange.getRequestHeaders().entrySet());
    String path = exchange.getRequestURI().getPath();
    String type = path.endsWith(".html") ? "text/html" : "application/json";
    String body =
        path.endsWith(".html")
            ? PAGE
            : "{\"port\":" + port() + ",\"proof\":\"" + "0".repeat(64) + "\"}";
    if (path.endsWith(".js")) {
      type = "text/javascript";
      body = WORKER;
    } else if (path.endsWith("/challenge") && !daemon.isEmpty()) {
      body =
          RawHost.body(
              URI.create(daemon),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders().getFirst("Host"));
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
