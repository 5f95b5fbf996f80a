import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;

/** Writes the file /bytes of the default file system, or reads it: `write` or `read`. */
class HdfsFile {
  static final int BYTES = 8 << 20, TIMES = 10;

  public static void main(String[] args) throws Exception {
    HdfsConfiguration configuration = new HdfsConfiguration();
    Path path = new Path("/bytes");
    for (int time = 0; time < (args[0].equals("write") ? 1 : TIMES); time++)
      try (FileSystem files = FileSystem.newInstance(FileSystem.getDefaultUri(configuration), configuration)) {
        // Its port is open before the name node knows it.
        while (((DistributedFileSystem) files).getDataNodeStats().length == 0) Thread.sleep(100);
        if (args[0].equals("write")) {
          byte[] bytes = new byte[BYTES];
          new Random(1).nextBytes(bytes);
          try (OutputStream out = files.create(path)) {
            out.write(bytes);
          }
        } else
          try (InputStream in = files.open(path)) {
            if (in.readAllBytes().length != BYTES) throw new IllegalStateException("the file is cut");
          }
      }
  }
}
