// Findings of `iopath lint` beside labels written by hand before it ran on the code. The labels hold places, no code:
// check the repositories out at their commits into FOLDER/owner+name, then `npm run bench -- detection --directory FOLDER`.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { compareLoops, languageOf, rates } from './labels.mjs';

export const about = 'precision and recall on labelled loops of public repositories; target 0.99 and 0.95';

const run = promisify(execFile);
/** Whole-file copies and copy calls have no loop, and no label. */
const loopRules = new Set(['copy-loop', 'tidy-copy']);

async function findingsIn(folder) {
  const args = ['dist/cli.js', 'lint', '--json', '--all', folder];
  // Exit code 1 says that there are findings.
  const { stdout } = await run(process.execPath, args, { maxBuffer: 2 ** 28 }).catch(error => {
    if (error.code === 1) return error;
    throw error;
  });
  return JSON.parse(stdout)
    .findings.filter(({ rule }) => loopRules.has(rule))
    .map(finding => ({ ...finding, path: relative(folder, finding.file) }));
}

const byLanguage = (list, language) => list.filter(({ path }) => languageOf(path) === language);

export default async function detection({ directory, say }) {
  const labelled = JSON.parse(readFileSync('test/bench/labelled/loops.json', 'utf8'));
  const root = resolve(directory ?? 'out/labelled');
  const folderOf = ({ repository }) => join(root, repository.replace('/', '+'));
  const present = labelled.filter(each => existsSync(folderOf(each)));
  const absent = labelled.filter(each => !present.includes(each));
  if (absent.length > 0)
    say(
      `Absent from ${root}: ${absent.map(({ repository, commit }) => `${repository}@${commit}`).join(', ')}`,
    );
  if (present.length === 0) return say('No labelled repository is there: nothing to compare.');
  const pairs = [];
  for (const each of present) pairs.push({ ...each, findings: await findingsIn(folderOf(each)) });
  const tell = (name, results) => {
    const { precision, clear, all } = rates(results);
    say(`${name.padEnd(12)} precision ${precision.padEnd(14)} clear ${clear.padEnd(14)} with hard ${all}`);
  };
  const of = language =>
    pairs.map(({ loops, findings }) =>
      compareLoops(byLanguage(loops, language), byLanguage(findings, language)),
    );
  const languages = [...new Set(pairs.flatMap(({ loops }) => loops.map(({ path }) => languageOf(path))))];
  const all = pairs.flatMap(({ loops }) => loops);
  const late = all.filter(loop => loop.late).length;
  say(`${present.length} repositories, ${all.length} labels, ${late} of them late`);
  for (const language of languages.sort()) tell(language, of(language));
  const results = pairs.map(({ loops, findings }) => compareLoops(loops, findings));
  tell('all', results);
  pairs.forEach(({ repository }, at) => {
    const { missed, wrong, unlabelled } = results[at];
    for (const { path, line, label, why } of missed)
      say(`missed (${label})  ${repository}/${path}:${line}  ${why}`);
    for (const { path, line, why } of wrong) say(`wrong  ${repository}/${path}:${line}  ${why}`);
    for (const { path, startLine } of unlabelled) say(`unlabelled  ${repository}/${path}:${startLine}`);
  });
}
