import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { forward } from './lib/forward.mjs';
import { jars } from './lib/jars.mjs';

const version = '3.4.1';
const claim = { text: 'HDFS sends blocks by transferTo', verdict: 'reference' };
export const javaFile = name => readFileSync(new URL(`java/${name}`, import.meta.url));

export const xml = settings => {
  const properties = Object.entries(settings).map(
    ([name, value]) => `<property><name>${name}</name><value>${value}</value></property>`,
  );
  return `<?xml version="1.0"?>\n<configuration>\n${properties.join('\n')}\n</configuration>\n`;
};

/** The name node tells clients the data node's port with the address that it registered from: the relay's. */
export const settings = ({ folder, host, port, spare: [, web], variant }) => ({
  'dfs.replication': 1,
  'dfs.namenode.name.dir': `file://${folder}/names`,
  'dfs.namenode.http-address': `127.0.0.1:${web}`,
  'dfs.datanode.data.dir': `file://${folder}/data`,
  'dfs.datanode.address': `${host}:${port}`,
  'dfs.datanode.http.address': '127.0.0.1:0',
  'dfs.datanode.ipc.address': '127.0.0.1:0',
  'dfs.permissions.enabled': false,
  // Each read has a connection of its own.
  'dfs.client.socketcache.capacity': 0,
  ...variant.settings,
});

export const javaOf = ({ program, folder }, file) => [
  ...[program, '-Xmx512m', '-cp', `${folder}:${folder}/lib/*`, `${folder}/${file}`],
];

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'HDFS DataNode',
  find: () =>
    jars(
      `org.apache.hadoop:hadoop-hdfs:${version}`,
      ...['hadoop-common', 'hadoop-hdfs-client'].map(name => `org.apache.hadoop:${name}:${version}`),
    ),
  host: '127.0.0.2',
  stopMs: 30_000,
  variants: {
    default: {
      settings: {},
      shows: 'reference',
      configuration: 'default: `dfs.datanode.transferTo.allowed=true`',
      protocol: 'HDFS',
      claim,
    },
    'no transferTo': {
      settings: { 'dfs.datanode.transferTo.allowed': false },
      shows: 'copy',
      configuration: '`dfs.datanode.transferTo.allowed=false`',
      protocol: 'HDFS',
      claim,
      change: '`dfs.datanode.transferTo.allowed=true`',
    },
  },
  start: place => ({
    command: [...javaOf(place, 'HdfsCluster.java'), 'run'],
    files: {
      'core-site.xml': xml({ 'fs.defaultFS': `hdfs://127.0.0.1:${place.spare[0]}` }),
      'hdfs-site.xml': xml(settings(place)),
      'HdfsCluster.java': javaFile('HdfsCluster.java'),
      'HdfsFile.java': javaFile('HdfsFile.java'),
    },
  }),
  /** Writes a file of one block and takes the block away: the scratch file takes its place. */
  prepare: async ({ place, launch, run }) => {
    // Its pages of the web, which the jar does not hold as a folder.
    await run(['mkdir', '-p', ...['hdfs', 'datanode'].map(page => `${place.folder}/webapps/${page}`)]);
    await run([...javaOf(place, 'HdfsCluster.java'), 'format']);
    const server = await launch();
    const forwarding = await forward(place);
    try {
      await run([...javaOf(place, 'HdfsFile.java'), 'write']);
    } finally {
      forwarding.close();
      await server.stop();
    }
    const data = join(place.folder, 'data');
    const block = readdirSync(data, { recursive: true }).find(name => /\/blk_\d+$/.test(name));
    const [scratch, content] = [join(data, block), join(place.folder, 'block')];
    renameSync(scratch, content);
    return { scratch, content };
  },
  client: place => [...javaOf(place, 'HdfsFile.java'), 'read'],
};
