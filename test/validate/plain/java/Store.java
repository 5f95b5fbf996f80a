import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;

class Store {
    static long store(Path a, Path b) throws IOException {
        long total = 0;
        try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ);
             FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.allocate(16384);
            int n;
            while ((n = in.read(buffer)) > 0) {
                buffer.flip();
                while (buffer.hasRemaining()) out.write(buffer);
                buffer.clear();
                total += n;
            }
        }
        return total;
    }
}
