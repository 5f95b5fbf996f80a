// Closed in a finally, as code before Java 7 has it.
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

public class ClosedByHand {
    public static void copyFile(File source, File target) throws IOException {
        FileInputStream input = null;
        FileOutputStream output = null;
        try {
            input = new FileInputStream(source);
            output = new FileOutputStream(target);
            byte[] data = new byte[4096];
            for (int read = input.read(data); read > 0; read = input.read(data)) {
                output.write(data, 0, read);
            }
        } finally {
            if (input != null) input.close();
            if (output != null) output.close();
        }
    }
}
