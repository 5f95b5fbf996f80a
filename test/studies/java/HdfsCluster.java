import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;
import org.apache.hadoop.net.unix.DomainSocket;

/**
 * HDFS's name node and data node in one process, from the configuration on the class path: `format`, or `run`, with the
 * command of a reader that runs beside them and ends with its input.
 */
class HdfsCluster {
  public static void main(String[] args) throws Exception {
    Configuration configuration = new HdfsConfiguration();
    if (args[0].equals("format")) {
      NameNode.format(configuration);
      System.exit(0);
    }
    // Both count what they do under the same names.
    DefaultMetricsSystem.setMiniClusterMode(true);
    // A socket of short-circuit reads is refused below /tmp, which everybody may write to.
    DomainSocket.disableBindPathValidation();
    NameNode names = NameNode.createNameNode(new String[0], configuration);
    if (args.length > 1) startReader(Arrays.copyOfRange(args, 1, args.length));
    DataNode.createDataNode(new String[0], configuration);
    names.join();
  }

  /** Its port is free again when this process has ended: it waits for the reader's end. */
  static void startReader(String[] command) throws IOException {
    ProcessBuilder starter = new ProcessBuilder(command).redirectErrorStream(true);
    Process reader = starter.redirectOutput(Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        reader.getOutputStream().close();
        reader.waitFor();
      } catch (IOException | InterruptedException ignored) {
        // It ends with its input in any case.
      }
    }));
  }
}
