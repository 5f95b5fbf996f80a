// A class of the file has the name of one of java.io.
import java.io.*;
import java.nio.*;
import java.nio.channels.*;

class NestedStream {
    static class FileOutputStream extends java.io.FileOutputStream {
        FileOutputStream(String p) throws IOException { super(p); }
        @Override public FileChannel getChannel() { throw new UnsupportedOperationException(); }
    }
    static void copy(String a, String b) throws IOException {
        try (FileChannel in = new FileInputStream(a).getChannel();
                FileChannel out = new FileOutputStream(b).getChannel()) {
            ByteBuffer buf = ByteBuffer.allocate(65536);
            while (in.read(buf) != -1) {
                buf.flip();
                while (buf.hasRemaining()) out.write(buf);
                buf.clear();
            }
        }
    }
}
