import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.client.HdfsDataInputStream;

/**
 * A client of HDFS that serves others: whoever sends a byte to its PORT gets the file /bytes of the default file system,
 * read by short-circuit reads. It ends with its input.
 */
class HdfsReader {
  static final Path PATH = new Path("/bytes");

  public static void main(String[] args) throws Exception {
    endWithInput();
    HdfsConfiguration configuration = new HdfsConfiguration();
    try (DistributedFileSystem files = (DistributedFileSystem) FileSystem.get(configuration);
        ServerSocketChannel server = ServerSocketChannel.open()) {
      // The data node starts after the name node.
      while (files.getDataNodeStats().length == 0) Thread.sleep(100);
      server.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])));
      while (true) serve(files, server.accept());
    }
  }

  static void endWithInput() {
    Thread waiting = new Thread(() -> {
      try {
        System.in.read();
      } catch (IOException closed) {
        // As its end.
      }
      Runtime.getRuntime().halt(0);
    });
    waiting.setDaemon(true);
    waiting.start();
  }

  static void serve(FileSystem files, SocketChannel peer) throws InterruptedException {
    try (peer) {
      if (peer.read(ByteBuffer.allocate(1)) > 0) send(files, peer);
    } catch (IOException error) {
      error.printStackTrace();
    }
  }

  static void send(FileSystem files, SocketChannel peer) throws IOException, InterruptedException {
    // The data node tells the name node its blocks some time after its start.
    while (files.getFileBlockLocations(PATH, 0, 1)[0].getHosts().length == 0) Thread.sleep(100);
    try (HdfsDataInputStream in = (HdfsDataInputStream) files.open(PATH)) {
      ByteBuffer piece = ByteBuffer.allocateDirect(64 << 10);
      for (long read = 0; in.read(piece) >= 0; piece.clear()) {
        read += piece.position();
        if (in.getReadStatistics().getTotalShortCircuitBytesRead() < read)
          throw new IOException("bytes came from the data node's socket");
        for (piece.flip(); piece.hasRemaining(); ) peer.write(piece);
      }
    }
  }
}
