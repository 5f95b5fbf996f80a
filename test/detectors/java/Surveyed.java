// Shapes that a survey of little-known programs brought up, written anew.
import java.io.*;
import java.net.*;
import java.nio.*;
import java.nio.channels.*;
class Surveyed {
  void limited(InputStream in, OutputStream out, long fileLen) throws IOException {
    byte[] b = new byte[4096];
    long read = 0;
    int c;
    while (read < fileLen) { // expect: copy-loop replaceable
      c = in.read(b);
      if (c == -1) break;
      if (read + c > fileLen) {
        out.write(b, 0, (int) (fileLen - read));
      } else {
        out.write(b, 0, c);
      }
      read += c;
    }
  }
  void own(File file, HttpResponse response) throws IOException {
    BufferedInputStream bis = new BufferedInputStream(new FileInputStream(file));
    byte[] buffer = new byte[4096];
    int n;
    while ((n = bis.read(buffer)) != -1) { // expect: copy-loop replaceable
      response.sendBody(buffer, 0, n);
    }
  }
  void objects(InputStream in, Socket s) throws IOException {
    ObjectOutputStream out = new ObjectOutputStream(s.getOutputStream());
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) != -1) { // expect: copy-loop transformed
      out.write(buffer, 0, n);
    }
  }
  void objects2(ObjectInputStream in, FileOutputStream out) throws IOException {
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) != -1) { // expect: copy-loop transformed
      out.write(buffer, 0, n);
    }
  }
  void filter(InputStream in, OutputStream out) throws IOException {
    int c;
    while ((c = in.read()) != -1) { // expect: copy-loop inspected
      if (c != 13) out.write(c);
    }
  }
  void singles(File a, File b) throws IOException {
    BufferedInputStream in = new BufferedInputStream(new FileInputStream(a));
    BufferedOutputStream out = new BufferedOutputStream(new FileOutputStream(b));
    int c;
    while ((c = in.read()) != -1) // expect: copy-loop replaceable
      out.write(c);
  }
  void cancel(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) != -1) { // expect: copy-loop inspected
      if (Thread.interrupted()) return;
      out.write(buffer, 0, n);
    }
  }
  void cancel2(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) != -1 && !isCancelled()) { // expect: copy-loop inspected
      out.write(buffer, 0, n);
    }
  }
  void dgram(DatagramChannel in, DatagramChannel out) throws IOException {
    ByteBuffer buf = ByteBuffer.allocate(1500);
    while (in.read(buf) >= 0) { // expect: copy-loop inspected
      buf.flip();
      out.write(buf);
      buf.clear();
    }
  }
  void lockstep(InputStream in, Socket s) throws IOException {
    OutputStream out = s.getOutputStream();
    InputStream answers = s.getInputStream();
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) != -1) { // expect: copy-loop inspected
      out.write(buffer, 0, n);
      out.flush();
      answers.read();
    }
  }
  void framed(InputStream in, DataOutputStream out) throws IOException {
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) != -1) { // expect: copy-loop transformed
      out.writeInt(n);
      out.write(buffer, 0, n);
    }
  }
  void pipe(InputStream in, CircularByteBuffer ring) throws IOException {
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) != -1) { // expect: copy-loop memory-sink
      ring.write(buffer, 0, n);
    }
  }
  void whole(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[4096];
    while (in.read(buffer) != -1) { // expect: copy-loop transformed
      out.write(buffer);
    }
  }
  void rnd(RandomAccessFile in, OutputStream out, long left) throws IOException {
    byte[] buffer = new byte[4096];
    while (left > 0) { // expect: copy-loop replaceable
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) throw new EOFException();
      out.write(buffer, 0, n);
      left -= n;
    }
  }
  void msg(InputStream in, Session session) throws IOException {
    byte[] buffer = new byte[4096];
    int n;
    while ((n = in.read(buffer)) > 0) {
      session.getRemote().sendBytes(ByteBuffer.wrap(buffer, 0, n));
    }
  }
  void retry(SocketChannel in, SocketChannel out) throws IOException {
    ByteBuffer buf = ByteBuffer.allocate(1500);
    while (true) { // expect: tidy-copy replaceable
      int n = in.read(buf);
      if (n < 0) break;
      buf.flip();
      while (buf.hasRemaining()) out.write(buf);
      buf.clear();
    }
  }
  private boolean isCancelled() {
    return Thread.currentThread().isInterrupted();
  }
}
interface HttpResponse {
  void sendBody(byte[] bytes, int start, int length) throws IOException;
}
interface CircularByteBuffer {
  void write(byte[] bytes, int start, int length);
}
interface Remote {
  void sendBytes(ByteBuffer message) throws IOException;
}
interface Session {
  Remote getRemote();
}
