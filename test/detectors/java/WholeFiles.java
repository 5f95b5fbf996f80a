import java.io.*;
import java.net.Socket;
import java.nio.file.*;

class WholeFiles {
    void send(Socket socket, Path path) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] data = Files.readAllBytes(path); // expect: whole-file-copy replaceable file-to-socket - depends no-fix
        out.write(data);
    }

    void install(Path from, Path to) throws IOException {
        Files.write(to, Files.readAllBytes(from)); // expect: whole-file-copy replaceable file-to-file - kernel no-fix
    }

    void save(Socket socket, String name) throws IOException {
        try (InputStream in = socket.getInputStream(); OutputStream out = new FileOutputStream(name)) {
            byte[] data = in.readAllBytes(); // expect: whole-file-copy replaceable socket-to-file - user-space no-fix
            out.write(data);
        }
    }

    // A part alone.
    void head(Socket socket, Path path) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] data = Files.readAllBytes(path);
        out.write(data, 0, 10);
    }

    // The bytes are decoded.
    String text(Socket socket, Path path) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] data = Files.readAllBytes(path);
        out.write(data);
        return new String(data);
    }
}
