import { readFileSync, renameSync } from 'node:fs';
import { certificate } from './lib/certificate.mjs';
import { jars } from './lib/jars.mjs';

const claim = { text: 'Kafka sends log segments by sendfile', verdict: 'reference' };

/** The broker's listener for clients is the relay's port; INTERNAL is for filling the topic before there is a relay. */
const broker = ({
  folder,
  port,
  relay,
  spare: [internal, controller],
  variant,
}) => `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
controller.listener.names=CONTROLLER
inter.broker.listener.name=INTERNAL
listener.security.protocol.map=CLIENT:${variant.tls ? 'SSL' : 'PLAINTEXT'},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT
listeners=CLIENT://127.0.0.1:${port},INTERNAL://127.0.0.1:${internal},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=CLIENT://127.0.0.1:${relay},INTERNAL://127.0.0.1:${internal}
offsets.topic.replication.factor=1
log.dirs=${folder}/data
${variant.tls ? `ssl.keystore.type=PEM\nssl.keystore.location=${folder}/keystore` : ''}
`;

const client = (port, more = '') => `bootstrap.servers=127.0.0.1:${port}\n${more}\n`;

const trust = folder =>
  `security.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.location=${folder}/cert`;

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'Kafka',
  find: () => jars('org.apache.kafka:kafka_2.13:4.1.1'),
  stopMs: 30_000,
  variants: {
    plaintext: {
      shows: 'reference',
      configuration: '`listeners=PLAINTEXT://…`',
      protocol: 'Kafka',
      claim,
    },
    compressed: {
      settings: 'compression.type=zstd',
      shows: 'reference',
      configuration: '`listeners=PLAINTEXT://…`, producer with `compression.type=zstd`',
      protocol: 'Kafka',
      claim,
    },
    tls: {
      tls: true,
      shows: 'undecided',
      configuration: '`listeners=SSL://…`',
      protocol: 'Kafka over TLS',
      claim: { text: 'TLS leaves no zero copy: the data must be encrypted', verdict: 'copy' },
    },
  },
  start: place => {
    const { folder, relay, spare, variant } = place;
    const pair = variant.tls ? certificate() : null;
    return {
      command: [
        place.program,
        '-Xmx512m',
        '-cp',
        `${folder}/lib/*`,
        'kafka.Kafka',
        `${folder}/broker.properties`,
      ],
      files: {
        'broker.properties': broker(place),
        'producer.properties': client(spare[0], variant.settings),
        'consumer.properties': client(relay, pair ? trust(folder) : ''),
        'KafkaTopic.java': readFileSync(new URL('java/KafkaTopic.java', import.meta.url)),
        ...(pair ? { cert: pair.cert, keystore: pair.key + pair.cert } : {}),
      },
    };
  },
  /** Fills a topic and takes its segment away: the scratch file takes its place, with the same content. */
  prepare: async ({ place: { program, folder }, launch, run }) => {
    const java = [program, '-cp', `${folder}/lib/*`];
    const cluster = ['-t', 'AAAAAAAAAAAAAAAAAAAAAQ', '-c', `${folder}/broker.properties`];
    await run([...java, 'kafka.tools.StorageTool', 'format', ...cluster]);
    const server = await launch();
    try {
      await run([...java, `${folder}/KafkaTopic.java`, 'produce', `${folder}/producer.properties`]);
    } finally {
      await server.stop();
    }
    const [scratch, content] = [`${folder}/data/bytes-0/00000000000000000000.log`, `${folder}/segment`];
    renameSync(scratch, content);
    return { scratch, content };
  },
  client: ({ program, folder }) => [
    ...[program, '-cp', `${folder}/lib/*`, `${folder}/KafkaTopic.java`],
    ...['consume', `${folder}/consumer.properties`],
  ],
};
