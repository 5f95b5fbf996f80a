// Runs generated programs before and after their fixes and compares what they do: `npm run validate [-- LANGUAGE…
// [--seed N] [--programs N] [--triples N] [--keep FOLDER]]`. Exit 1 where a safe fix changes what a program does.
import './lib/root.mjs';
import { spawnSync } from 'node:child_process';
import { buildModule } from './lib/testBuild.mjs';

const bundle = await buildModule('test/validate/main.ts');
const { status } = spawnSync(process.execPath, [bundle, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
