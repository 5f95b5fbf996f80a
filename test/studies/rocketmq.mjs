import { readFileSync, renameSync } from 'node:fs';
import { forward } from './lib/forward.mjs';
import { jars } from './lib/jars.mjs';

const claim = { text: 'RocketMQ is zero copy by mmap', verdict: 'reference' };
const javaFile = name => readFileSync(new URL(`java/${name}`, import.meta.url));

/** It listens on 127.0.0.2; clients are told 127.0.0.1 with the same port, where the relay listens. */
const broker = ({ folder, host, port, spare: [names, ha], variant }) => `namesrvAddr=127.0.0.1:${names}
brokerName=study
bindAddress=${host}
brokerIP1=127.0.0.1
listenPort=${port}
haListenPort=${ha}
storePathRootDir=${folder}/store
storePathCommitLog=${folder}/store/commitlog
mappedFileSizeCommitLog=8388608
defaultTopicQueueNums=1
${variant.settings}
`;

const clientOf = ({ program, folder, spare }, what) => [
  ...[program, `-Duser.home=${folder}`, '-cp', `${folder}/lib/*`],
  ...[`${folder}/RocketTopic.java`, what, `127.0.0.1:${spare[0]}`],
];

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'RocketMQ',
  find: () => jars('org.apache.rocketmq:rocketmq-broker:5.3.3', 'org.apache.rocketmq:rocketmq-namesrv:5.3.3'),
  host: '127.0.0.2',
  stopMs: 60_000,
  variants: {
    heap: {
      settings: 'transferMsgByHeap=true',
      shows: 'copy',
      configuration: 'default: `transferMsgByHeap=true`',
      protocol: 'RocketMQ',
      claim,
    },
    'no heap': {
      settings: 'transferMsgByHeap=false',
      shows: 'copy',
      configuration: '`transferMsgByHeap=false`: written from the mapping',
      protocol: 'RocketMQ',
      claim,
    },
  },
  start: place => {
    const { program, folder, spare } = place;
    const open = ['java.base/java.nio=ALL-UNNAMED', 'java.base/sun.nio.ch=ALL-UNNAMED'];
    return {
      command: [
        ...[program, '-Xmx512m', ...open.flatMap(what => ['--add-opens', what])],
        ...[`-Drocketmq.home.dir=${folder}`, `-Duser.home=${folder}`, '-cp', `${folder}/lib/*`],
        ...[`${folder}/RocketBroker.java`, `${folder}/names.conf`, `${folder}/broker.conf`],
      ],
      files: {
        'names.conf': `listenPort=${spare[0]}\nbindAddress=127.0.0.1\n`,
        'broker.conf': broker(place),
        'RocketBroker.java': javaFile('RocketBroker.java'),
        'RocketTopic.java': javaFile('RocketTopic.java'),
      },
    };
  },
  /** Fills the first file of the commit log and takes it away: the scratch file takes its place. */
  prepare: async ({ place, launch, run }) => {
    const { folder } = place;
    const server = await launch();
    const forwarding = await forward(place);
    try {
      await run(clientOf(place, 'produce'));
    } finally {
      forwarding.close();
      await server.stop();
    }
    const [scratch, content] = [`${folder}/store/commitlog/00000000000000000000`, `${folder}/commitlog`];
    renameSync(scratch, content);
    return { scratch, content };
  },
  client: place => clientOf(place, 'consume'),
};
