import { readFileSync, renameSync, statSync } from 'node:fs';
import { jars } from './lib/jars.mjs';

const javaFile = name => readFileSync(new URL(`java/${name}`, import.meta.url));

/** The leader tells its follower the relay's port; the producer has a listener of its own. A dead follower is soon let go. */
const leader = ({ folder, port, relay, spare: [clients, controller] }) => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
inter.broker.listener.name=REPLICATION
listener.security.protocol.map=REPLICATION:PLAINTEXT,CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
listeners=REPLICATION://127.0.0.1:${port},CLIENT://127.0.0.1:${clients},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=REPLICATION://127.0.0.1:${relay},CLIENT://127.0.0.1:${clients}
offsets.topic.replication.factor=1
broker.session.timeout.ms=3000
broker.heartbeat.interval.ms=500
log.dirs=${folder}/data
`;

const follower = ({ folder, spare: [, controller, own] }) => `process.roles=broker
node.id=2
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
inter.broker.listener.name=REPLICATION
listener.security.protocol.map=REPLICATION:PLAINTEXT,CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT
listeners=REPLICATION://127.0.0.1:${own}
broker.heartbeat.interval.ms=500
log.dirs=${folder}/copy
`;

const segment = 'bytes-0/00000000000000000000.log';

const javaOf = ({ program, folder }) => [program, '-Xmx512m', '-cp', `${folder}/lib/*`];

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Kafka, fetches by a follower',
  find: () => jars('org.apache.kafka:kafka_2.13:4.1.1'),
  stopMs: 30_000,
  variants: {
    plaintext: {
      shows: 'reference',
      proofs: 3,
      configuration: 'a topic with 2 replicas, `inter.broker.listener` in plaintext',
      protocol: 'Kafka',
      claim: { text: 'Kafka sends log segments by sendfile', verdict: 'reference' },
    },
  },
  start: place => ({
    command: [...javaOf(place), 'kafka.Kafka', `${place.folder}/leader.properties`],
    files: {
      'leader.properties': leader(place),
      'follower.properties': follower(place),
      'producer.properties': `bootstrap.servers=127.0.0.1:${place.spare[0]}\nacks=1\nenable.idempotence=false\n`,
      'KafkaTopic.java': javaFile('KafkaTopic.java'),
      'KafkaFollower.java': javaFile('KafkaFollower.java'),
    },
  }),
  /** Fills a topic of both brokers and takes the leader's segment away: the scratch file takes its place. */
  prepare: async ({ place, launch, run }) => {
    const { folder, spare } = place;
    const java = javaOf(place);
    for (const name of ['leader', 'follower'])
      await run([
        ...[...java, 'kafka.tools.StorageTool', 'format', '-t', 'AAAAAAAAAAAAAAAAAAAAAQ'],
        ...['-c', `${folder}/${name}.properties`],
      ]);
    const server = await launch();
    try {
      await run([
        ...[...java, `${folder}/KafkaFollower.java`, 'create', `${folder}/follower.properties`],
        `${spare[0]}`,
      ]);
      await run([...java, `${folder}/KafkaTopic.java`, 'produce', `${folder}/producer.properties`]);
    } finally {
      await server.stop();
    }
    const [scratch, content] = [`${folder}/data/${segment}`, `${folder}/segment`];
    renameSync(scratch, content);
    return { scratch, content };
  },
  /** The follower has lost its copy of the topic, and fetches it anew. */
  client: place => {
    const { folder } = place;
    const follow = [...javaOf(place), `${folder}/KafkaFollower.java`, 'follow'];
    const bytes = statSync(`${folder}/data/${segment}`).size;
    return [
      ...['sh', '-c', 'rm -rf "$0" && exec "$@"', `${folder}/copy/bytes-0`],
      ...[...follow, `${folder}/follower.properties`, `${folder}/copy/${segment}`, `${bytes}`],
    ];
  },
};
