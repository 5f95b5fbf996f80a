// A part of a file, from a position that the caller gives.
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;

class RandomAccess {
    void tail(File log, long from, File target) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(log, "r");
             FileOutputStream out = new FileOutputStream(target)) {
            in.seek(from);
            byte[] chunk = new byte[1 << 14];
            int n;
            while ((n = in.read(chunk)) >= 0) {
                out.write(chunk, 0, n);
            }
        }
    }
}
