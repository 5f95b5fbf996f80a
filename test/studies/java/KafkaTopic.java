import java.io.FileInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills the topic `bytes`, or reads it from its beginning: `produce` or `consume`, a file of properties. */
class KafkaTopic {
  static final int RECORDS = 16, BYTES = 500_000, TIMES = 10;

  public static void main(String[] args) throws Exception {
    Properties settings = new Properties();
    try (FileInputStream file = new FileInputStream(args[1])) {
      settings.load(file);
    }
    if (args[0].equals("produce")) produce(settings);
    else for (int time = 0; time < TIMES; time++) consume(settings);
  }

  static void produce(Properties settings) throws Exception {
    Random random = new Random(1);
    try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int record = 0; record < RECORDS; record++) {
        byte[] value = new byte[BYTES];
        random.nextBytes(value);
        producer.send(new ProducerRecord<>("bytes", 0, null, value)).get();
      }
    }
  }

  /** A new consumer each time, so that each has a connection of its own. */
  static void consume(Properties settings) {
    TopicPartition partition = new TopicPartition("bytes", 0);
    try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + 60_000_000_000L;
      for (int seen = 0; seen < RECORDS; seen += consumer.poll(Duration.ofSeconds(1)).count())
        if (System.nanoTime() > end) throw new IllegalStateException("only " + seen + " records in a minute");
    }
  }
}
