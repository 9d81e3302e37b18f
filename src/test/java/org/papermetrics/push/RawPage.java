package org.papermetrics.push;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A page on a plain socket, which reads only when it is told to. */
final class RawPage implements AutoCloseable {
  static final int END = -1;
  static final int TEXT = 1;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final OutputStream out;
  private final String head;

  /** A frame from the server. */
  static final class Received {
    final int opcode;
    final byte[] payload;

    Received(int opcode, byte[] payload) {
      this.opcode = opcode;
      this.payload = payload;
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
      return (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
    }
  }

  RawPage(InetSocketAddress address, String query, String... headers) throws IOException {
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(20_000);
    socket.connect(address);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    StringBuilder request =
        new StringBuilder("GET /api/v1/live" + query + " HTTP/1.1\r\n")
            .append("Host: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n")
            .append("Sec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    StringBuilder read = new StringBuilder();
    while (read.indexOf("\r\n\r\n") < 0) {
      read.append((char) in.readUnsignedByte());
    }
    head = read.toString();
  }

  /** Status line and headers of the answer to the handshake. */
  String head() {
    return head;
  }

  /** The next frame, of opcode {@link #END} when the server has cut the connection. */
  Received next() throws IOException {
    try {
      int opcode = in.readUnsignedByte() & 0xf;
      long length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] payload = new byte[Math.toIntExact(length)];
      in.readFully(payload);
      return new Received(opcode, payload);
    } catch (EOFException | SocketException e) {
      return new Received(END, new byte[0]);
    }
  }

  /** The next text frame. */
  String text() throws IOException {
    Received frame = next();
    if (frame.opcode != TEXT) {
      throw new IOException("no text frame but opcode " + frame.opcode);
    }
    return frame.text();
  }

  /** Sends a frame, masked with zeros. */
  void send(int opcode, byte[] payload) throws IOException {
    if (payload.length < 126) {
      out.write(new byte[] {(byte) (0x80 | opcode), (byte) (0x80 | payload.length), 0, 0, 0, 0});
    } else {
      out.write(
          new byte[] {
            (byte) (0x80 | opcode),
            (byte) (0x80 | 126),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            0,
            0,
            0,
            0
          });
    }
    out.write(payload);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
