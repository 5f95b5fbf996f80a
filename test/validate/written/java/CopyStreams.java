// ends: streams
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

public class CopyStreams {
    public static void run(String from, String to) throws IOException {
        try (FileInputStream in = new FileInputStream(from); FileOutputStream out = new FileOutputStream(to)) {
            byte[] buffer = new byte[8192];
            int read;
            while ((read = in.read(buffer)) != -1) {
                out.write(buffer, 0, read);
            }
        }
    }
}
