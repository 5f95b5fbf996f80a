// What was copied is counted and returned.
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

class Counted {
    static long copy(String from, String to) throws IOException {
        long total = 0;
        try (var in = new FileInputStream(from); var out = new FileOutputStream(to)) {
            byte[] buf = new byte[64 * 1024];
            while (true) {
                int n = in.read(buf, 0, buf.length);
                if (n < 0) break;
                out.write(buf, 0, n);
                total += n;
            }
            out.flush();
        }
        return total;
    }
}
