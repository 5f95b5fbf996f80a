// Very many relays in one run: no byte is lost, the result says what was added up, and the tracer's memory is bounded.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceEngines } from '../../src/model/trace';
import { scratchFolder, writeNoise } from './engine';
import { blockBytes, missingMany, traceMany } from './manyRelays';
import { missingEngine } from './traced';

const folder = scratchFolder();
const source = writeNoise(folder, 'source.bin', 1 << 20);
const megabyte = 1 << 20;
/** Above ten times the rows that are kept; by bpf also above the numbers of ends that are kept. */
const counts = { ptrace: 40_000, bpf: 100_000 };
/** By bpf with the ring of 32 MiB, which is mapped twice, and memory for 65,536 to 98,304 ends. */
const most = { ptrace: 32 * megabyte, bpf: 192 * megabyte };

for (const engine of traceEngines)
  test(
    `${engine}: ${counts[engine]} relays are added up in bounded memory`,
    {
      skip: missingEngine(engine) || missingMany(folder),
    },
    async () => {
      const count = counts[engine];
      const { result, residentBytes } = await traceMany(engine, { folder, source, count });
      const total = result.relays.reduce((sum, { bytes }) => sum + bytes, 0);
      assert.equal(total, count * blockBytes);
      assert.equal(result.lost, 0);
      assert.ok(result.relays.length <= 4096);
      assert.ok(result.folded + result.relays.length > count, `${result.folded} + ${result.relays.length}`);
      assert.ok(residentBytes > megabyte && residentBytes < most[engine], `${residentBytes}`);
    },
  );
