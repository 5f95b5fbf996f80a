// Reports of the real engine, said in each language: no English sentence may be left.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Report } from '../../src/model/report';
import { sayIn } from '../../src/report/sentences';
import { scratchFolder, writeNoise } from './engine';

const cli = join(process.cwd(), 'dist', 'cli.js');
assert.ok(existsSync(cli), `${cli} is not built: run node scripts/build.mjs`);

const folder = scratchFolder();
const input = writeNoise(folder, 'input.bin', 2 ** 20);

function answerOf<Answer>(args: string[]): Answer {
  const options = { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 28, timeout: 900_000 } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args, '--json'], options);
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Answer;
}

/** Every sentence of a report that the panel shows. */
function sentencesOf({ advice, scenario, warnings, machine, transfers }: Report): string[] {
  const ofAdvice = advice && [
    advice.text,
    advice.limits,
    advice.receiverNote,
    ...advice.figures.flatMap(({ label, value }) => [label, value]),
  ];
  const ofScenario = scenario && [scenario.claim, scenario.source, scenario.because];
  const ofRows = transfers.flatMap(({ unsupported, failed, copies, differences, notes, runs, variant }) => [
    ...[unsupported?.why, unsupported?.remedy, failed?.what, failed?.why, failed?.remedy, variant],
    ...copies.map(({ note }) => note),
    ...differences.map(({ why }) => why),
    ...notes,
    ...runs.map(({ ranAs }) => ranAs.because),
  ]);
  const ofMachine = Object.values(machine.evidence).flatMap(state =>
    state.available ? [] : [state.why, state.remedy],
  );
  const ofWarnings = warnings.flatMap(({ what, remedy }) => [what, remedy]);
  const all = [...(ofAdvice ?? []), ...(ofScenario ?? []), ...ofRows, ...ofMachine, ...ofWarnings];
  return [...new Set(all.filter(text => typeof text === 'string'))];
}

/** Names, commands and titles stay as they are everywhere. */
const names =
  /`[^`]*`|\([^()]*\)|“[^”]*”|«[^»]*»|Linux Journal|Remote-SSH|Dev Container|read and write|Apache Kafka/g;

/** Three English words in a row, or two where one is of those that hold sentences together. */
const english =
  /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b|\b(the|is|are|not|to|from|by|with|has|and|of) [a-z]{3,}\b|\b[a-z]{3,} (the|is|are|to|of)\b/;

const isEnglish = (text: string) => english.test(text.replace(names, ''));

function untranslated(texts: string[], language: string): string[] {
  const say = sayIn(JSON.parse(readFileSync(`l10n/sentences.${language}.json`, 'utf8')), language);
  return texts.map(say).filter(isEnglish);
}

const requests: Record<string, string[]> = {
  'every strategy to a socket': ['profile', input, '--runs', '2'],
  'every strategy to a file': ['profile', input, '--route', 'file-to-file', '--runs', '2'],
  'every strategy from a socket': ['profile', input, '--route', 'socket-to-file', '--runs', '2'],
  'every strategy to a pipe': ['profile', input, '--route', 'file-to-pipe', '--runs', '2'],
  'a cold sweep': [
    'profile',
    input,
    '--strategy',
    'read-write',
    '--cache',
    'cold',
    '--sweep',
    'chunk',
    '--runs',
    '2',
  ],
  'a sleeping receiver': ['profile', input, '--receiver', 'block', '--runs', '2'],
  'the textbook table': ['profile', input, '--scenario', 'textbook-table', '--runs', '2'],
  'a pass over the bytes': ['profile', input, '--scenario', 'tls-user-space', '--runs', '2'],
  'flushes of a log': ['profile', input, '--scenario', 'kafka-flush-policy', '--runs', '2'],
};

for (const [name, args] of Object.entries(requests))
  test(`${name}: no English is left in another language`, () => {
    const texts = sentencesOf(answerOf<Report>(args));
    assert.ok(texts.length > 10, `${texts.length} sentences`);
    assert.ok(texts.filter(isEnglish).length > 10, 'the search knows English where it is');
    assert.deepEqual(untranslated(texts, 'ru'), []);
    assert.deepEqual(untranslated(texts, 'zh-cn'), []);
  });
