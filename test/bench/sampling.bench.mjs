// The overhead of kernel samples: a run's CPU time with 1,000 samples a second over that without.
import { cpuNs, inFolder, makeInput, makeSpec, megabyte, runOnce } from './engine.mjs';
import { compare, tell } from './pairs.mjs';

export const about = 'CPU time of a sampled run over one without samples; target at most 1.03';

export default async function sampling({ directory, say }) {
  await inFolder(directory, async folder => {
    const path = makeInput(folder, 256 * megabyte);
    for (const strategy of ['read-write', 'mmap-write', 'sendfile', 'splice']) {
      const plain = makeSpec(path, folder, { strategy });
      const sampled = { ...plain, sampleHz: 1000 };
      const { copyTime } = await runOnce(sampled);
      if (!copyTime) return say('no kernel samples here (iopath doctor says why): left out');
      const cost = spec => async () => cpuNs(await runOnce(spec));
      const ratio = await compare(cost(sampled), cost(plain));
      say(`${strategy.padEnd(16)} sampled/plain ${tell(ratio)}`);
    }
  });
}
