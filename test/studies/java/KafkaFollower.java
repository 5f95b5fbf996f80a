import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;

/**
 * A broker that ends: `create`, its properties and the leader's port, once the topic `bytes` is on brokers 1 and 2;
 * `follow`, its properties, a segment and its bytes, once it has fetched that segment.
 */
class KafkaFollower {
  static final long PATIENCE_NS = 100_000_000_000L;

  public static void main(String[] args) throws Exception {
    Thread broker = new Thread(() -> kafka.Kafka.main(new String[] {args[1]}));
    broker.setDaemon(true);
    broker.start();
    long end = System.nanoTime() + PATIENCE_NS;
    boolean done = false;
    while (!done && System.nanoTime() < end) {
      done = args[0].equals("create") ? create(args[2]) : new File(args[2]).length() >= Long.parseLong(args[3]);
      Thread.sleep(20);
    }
    // Its own way of ending would have the leader wait for it.
    Runtime.getRuntime().halt(done ? 0 : 1);
  }

  /** False while the controller does not know both brokers. */
  static boolean create(String port) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      admin.createTopics(List.of(new NewTopic("bytes", Map.of(0, List.of(1, 2))))).all().get();
      return true;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof InvalidReplicaAssignmentException) return false;
      throw failure;
    }
  }
}
