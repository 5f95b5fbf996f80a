// A label leads to the next of several files.
import java.io.*;
import java.net.*;
import java.nio.ByteBuffer;
import java.nio.channels.*;
import java.nio.file.*;

class OuterContinue {
    static void copy(Path[] all, Path b) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        try (FileChannel out = FileChannel.open(b, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            files:
            for (Path a : all) {
                try (FileChannel in = FileChannel.open(a, StandardOpenOption.READ)) {
                    while (in.read(buffer) != -1) {
                        if (out.position() > 65536) continue files;
                        buffer.flip();
                        while (buffer.hasRemaining()) out.write(buffer);
                        buffer.clear();
                    }
                }
            }
        }
    }
}
