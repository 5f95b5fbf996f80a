// Reports of the real engine, worded in each language: no English sentence may be left.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Language, textsIn } from '../../src/messages/texts';
import type { Message } from '../../src/model/message';
import type { Report } from '../../src/model/report';
import { said } from '../english';
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

/** Every message of a report. */
function messagesOf(value: unknown): Message[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('id' in value && 'args' in value && typeof value.id === 'string') return [value as Message];
  return Object.values(value).flatMap(messagesOf);
}

/** Names, commands and titles stay as they are everywhere. */
const names =
  /`[^`]*`|\([^()]*\)|（[^（）]*）|“[^”]*”|«[^»]*»|Linux Journal|Remote-SSH|Dev Container|read and write|Apache Kafka/g;

/** Three English words in a row, or two where one is of those that hold sentences together. */
const english =
  /\b[a-z]{2,} [a-z]{2,} [a-z]{2,}\b|\b(the|is|are|not|to|from|by|with|has|and|of) [a-z]{3,}\b|\b[a-z]{3,} (the|is|are|to|of)\b/;

const isEnglish = (text: string) => english.test(text.replace(names, ''));

const untranslated = (messages: Message[], language: Language) =>
  messages.map(textsIn(language).say).filter(isEnglish);

/** Each kind of text the engine gives; that each id is there in each language is the catalogue's own test. */
const requests: Record<string, string[]> = {
  'every strategy to a file': ['profile', input, '--route', 'file-to-file', '--runs', '2'],
  'every strategy to a sleeping receiver': ['profile', input, '--receiver', 'block', '--runs', '2'],
  'the textbook table': ['profile', input, '--scenario', 'textbook-table', '--runs', '2'],
};

for (const [name, args] of Object.entries(requests))
  test(`${name}: no English is left in another language`, () => {
    const messages = messagesOf(answerOf<Report>(args));
    assert.ok(messages.length > 10, `${messages.length} messages`);
    assert.ok(messages.map(said).filter(isEnglish).length > 10, 'the search knows English where it is');
    assert.deepEqual(untranslated(messages, 'ru'), []);
    assert.deepEqual(untranslated(messages, 'zh-cn'), []);
  });
