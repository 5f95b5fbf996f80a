import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends one file to everyone who connects: java FileServer.java data/sample.bin 9001 */
public class FileServer {
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        int port = Integer.parseInt(args[1]);
        try (ServerSocket server = new ServerSocket(port, 8, InetAddress.getLoopbackAddress())) {
            while (true) {
                try (Socket client = server.accept()) {
                    send(file, client);
                }
            }
        }
    }

    /** Every byte goes from the page cache into the buffer and from the buffer into the socket. */
    static void send(Path file, Socket client) throws IOException {
        try (InputStream in = Files.newInputStream(file); OutputStream out = client.getOutputStream()) {
            byte[] buffer = new byte[64 * 1024];
            int count;
            while ((count = in.read(buffer)) != -1) {
                out.write(buffer, 0, count);
            }
        }
    }
}
