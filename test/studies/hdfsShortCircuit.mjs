import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import hdfs, { javaFile, javaOf, settings, xml } from './hdfs.mjs';
import { jars } from './lib/jars.mjs';

/** Hadoop's own packages hold no native library; this one, which is made for Trino, does. */
const native = () => jars('io.trino.hadoop:hadoop-apache:3.3.5-3');
const architecture = { x64: 'amd64', ppc64: 'ppc64le', arm64: 'aarch64' }[arch()];

/** libhadoop.so: sockets that pass descriptors, and memory that two processes share. */
function nativeLibrary() {
  const found = native();
  const jar = readdirSync(found.lib).find(name => name.startsWith('hadoop-apache-'));
  const name = join('nativelib', `Linux-${architecture}`, 'libhadoop.so');
  const folder = mkdtempSync(join(tmpdir(), 'iopath-hadoop-'));
  try {
    const { status, error, stderr } = spawnSync('jar', ['-xf', join(found.lib, jar), name], { cwd: folder });
    if (status !== 0) throw new Error(`jar unpacks no ${name}: ${error?.message ?? stderr}`);
    return readFileSync(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bytes of the file that hdfs.mjs writes. */
const fileBytes = 8 << 20;

const siteOf = place => ({
  ...settings({ ...place, port: place.spare[2] }),
  'dfs.client.read.shortcircuit': true,
  'dfs.domain.socket.path': `${place.folder}/socket`,
  // No safe mode, in which the name node refuses a block that no data node has told it of: the reader waits for it.
  'dfs.namenode.safemode.threshold-pct': 0,
});

const withLibrary = (place, file) => {
  const [program, ...args] = javaOf(place, file);
  return [program, `-Djava.library.path=${place.folder}`, ...args];
};

/** @type {import('./lib/system.mjs').System} */
export default {
  title: 'HDFS, short-circuit reads',
  find: () => {
    const library = architecture ? native() : { why: `no package has a libhadoop.so for ${arch()}.` };
    return 'why' in library ? library : hdfs.find();
  },
  stopMs: hdfs.stopMs,
  variants: {
    read: {
      shows: 'copy',
      configuration:
        '`dfs.client.read.shortcircuit=true` (libhadoop.so 3.3.5): a client reads the block file itself, through the data node’s descriptor, and sends it',
      protocol: 'HDFS',
    },
  },
  /** The reader, whose port is the server's, is a process beside the name node and the data node. */
  start: place => {
    const { files } = hdfs.start(place);
    const reader = [...withLibrary(place, 'HdfsReader.java'), `${place.port}`];
    return {
      command: [...withLibrary(place, 'HdfsCluster.java'), 'run', ...reader],
      files: {
        ...files,
        'hdfs-site.xml': xml(siteOf(place)),
        'libhadoop.so': nativeLibrary(),
        'HdfsReader.java': javaFile('HdfsReader.java'),
        'askClient.cjs': readFileSync(new URL('lib/askClient.cjs', import.meta.url)),
      },
    };
  },
  prepare: hdfs.prepare,
  client: ({ folder, relay }) => [process.execPath, `${folder}/askClient.cjs`, `${relay}`, `${fileBytes}`],
};
