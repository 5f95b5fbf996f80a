import org.apache.rocketmq.broker.BrokerStartup;
import org.apache.rocketmq.namesrv.NamesrvStartup;

/** RocketMQ's name server and broker in one process: their configuration files. */
class RocketBroker {
  public static void main(String[] args) {
    NamesrvStartup.main(new String[] {"-c", args[0]});
    BrokerStartup.main(new String[] {"-c", args[1]});
  }
}
