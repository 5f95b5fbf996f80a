import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** Fills a queue of the topic `bytes`, or reads it from its beginning: `produce` or `consume`, the name server. */
class RocketTopic {
  static final int MESSAGES = 150, BYTES = 60_000, TIMES = 10, PATIENCE_MS = 30_000;

  public static void main(String[] args) throws Exception {
    try {
      if (args[0].equals("produce")) produce(args[1]);
      else for (int time = 0; time < TIMES; time++) consume(args[1], "consumer" + time);
      System.exit(0);
    } catch (Exception failure) {
      // Threads of the client would keep the process.
      failure.printStackTrace();
      System.exit(1);
    }
  }

  static void produce(String names) throws Exception {
    DefaultMQProducer producer = new DefaultMQProducer("producer");
    producer.setNamesrvAddr(names);
    producer.setMqClientApiTimeout(PATIENCE_MS);
    producer.setCompressMsgBodyOverHowmuch(1 << 30);
    producer.start();
    Random random = new Random(1);
    for (int message = 0; message < MESSAGES; message++) {
      byte[] body = new byte[BYTES];
      random.nextBytes(body);
      Message text = new Message("bytes", body);
      routed(() -> producer.send(text, (queues, sent, first) -> queues.get(0), null, 20_000));
    }
    producer.shutdown();
  }

  /** A broker registers its topics some time after its start: until then nobody finds a route to them. */
  static <T> T routed(Callable<T> call) throws Exception {
    for (long end = System.nanoTime() + PATIENCE_MS * 1_000_000L; ; Thread.sleep(200)) {
      try {
        return call.call();
      } catch (MQClientException failure) {
        if (System.nanoTime() > end) throw failure;
      }
    }
  }

  /** A consumer of another instance each time, so that each has a connection of its own. */
  static void consume(String names, String instance) throws Exception {
    DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(instance);
    consumer.setInstanceName(instance);
    consumer.setNamesrvAddr(names);
    consumer.setMqClientApiTimeout(PATIENCE_MS);
    consumer.setAutoCommit(false);
    // A seek to the beginning would drop the messages of a pull under way.
    consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET);
    consumer.start();
    MessageQueue first =
        routed(() -> consumer.fetchMessageQueues("bytes")).stream().filter(queue -> queue.getQueueId() == 0).findAny().get();
    consumer.assign(List.of(first));
    long end = System.nanoTime() + 60_000_000_000L;
    for (long last = -1; last < MESSAGES - 1; ) {
      for (MessageExt message : consumer.poll(1000)) last = message.getQueueOffset();
      if (System.nanoTime() > end) throw new IllegalStateException("message " + last + " is the last of a minute");
    }
    consumer.shutdown();
  }
}
