// The tracer's memory beside the number of relays: of a program whose every relay goes to another pipe.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { buildModule } from '../../scripts/lib/testBuild.mjs';
import { inFolder, makeInput, megabyte } from './engine.mjs';

export const about =
  "the tracer's resident memory at 10,000, 100,000 and 1,000,000 relays (target: it does not grow with them)";

const counts = [10_000, 100_000, 1_000_000];

export default async function tracingMemory({ directory, parts, say }) {
  const load = async name =>
    createRequire(import.meta.url)(resolve(await buildModule(`test/native/${name}.ts`)));
  const [traced, many] = [await load('traced'), await load('manyRelays')];
  await inFolder(directory, async folder => {
    const source = makeInput(folder, megabyte);
    const missing = many.missingMany(folder);
    if (missing) return say(missing);
    for (const engine of ['ptrace', 'bpf'].filter(name => !parts || parts.includes(name))) {
      const noEngine = traced.missingEngine(engine);
      for (const count of noEngine ? [] : counts) {
        const { result, residentBytes } = await many.traceMany(engine, { folder, source, count });
        const paired = result.relays.reduce((sum, { bytes }) => sum + bytes, 0) / (count * many.blockBytes);
        const seconds = (result.session.totalNs / 1e9).toFixed(1);
        say(
          `${engine.padEnd(7)} ${String(count).padStart(9)} relays ${(residentBytes / megabyte).toFixed(1).padStart(7)} MiB, ` +
            `${(100 * paired).toFixed(2)} % paired, ${result.folded} added up, ${result.lost} calls lost, ${seconds} s`,
        );
      }
      if (noEngine) say(`${engine} left out: ${noEngine}`);
    }
  });
}
