import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.server.datanode.DataNode;
import org.apache.hadoop.hdfs.server.namenode.NameNode;
import org.apache.hadoop.metrics2.lib.DefaultMetricsSystem;

/** HDFS's name node and data node in one process, from the configuration on the class path: `format` or `run`. */
class HdfsCluster {
  public static void main(String[] args) throws Exception {
    Configuration configuration = new HdfsConfiguration();
    if (args[0].equals("format")) {
      NameNode.format(configuration);
      System.exit(0);
    }
    // Both count what they do under the same names.
    DefaultMetricsSystem.setMiniClusterMode(true);
    NameNode names = NameNode.createNameNode(new String[0], configuration);
    DataNode.createDataNode(new String[0], configuration);
    names.join();
  }
}
