// The aliasing experiment beside the rule for each path: as root and as a user without privileges, on each filesystem
// that can be mounted here.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { buildModule } from '../../scripts/lib/testBuild.mjs';

export const about =
  'each hop as observed (o), reported by the kernel (k) or by the rule alone (m), beside the rule; "agrees" where both say the same';

/** Filesystems with the same result for a path share a row. */
function grouped(byFilesystem) {
  const groups = new Map();
  for (const [filesystem, rows] of byFilesystem)
    for (const { path, observed, rule, agreement } of rows) {
      const key = JSON.stringify([path, observed, rule, agreement]);
      groups.set(key, [...(groups.get(key) ?? []), filesystem]);
    }
  return [...groups].map(([key, filesystems]) => [...JSON.parse(key), filesystems]);
}

export default async function copies({ say }) {
  const bundle = await buildModule('test/bench/agreementTable.ts');
  const { agreementTable } = createRequire(import.meta.url)(resolve(bundle));
  const found = await agreementTable(say);
  for (const [user, byFilesystem] of found) {
    const rows = grouped(byFilesystem);
    say(`\nas ${user}: ${[...byFilesystem].map(([name, all]) => `${name} ${all.length} paths`).join(', ')}`);
    for (const [path, observed, rule, agreement, filesystems] of rows.sort())
      say(`${path} ${filesystems.join(' ').padEnd(20)} ${observed} | rule: ${rule} | ${agreement}`);
    const differs = rows.filter(([, , , agreement]) => agreement === 'DIFFERS').length;
    say(`${rows.length} rows, ${differs} of them differ`);
  }
}
