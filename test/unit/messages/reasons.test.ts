// The codes of the backend's sources against the sentences for them: neither may lack the other.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { absences, absenceText } from '../../../src/messages/absences';
import { becauseOf, becauses } from '../../../src/messages/becauses';
import { noteOf, notes } from '../../../src/messages/notes';
import { receiverModes } from '../../../src/model/job';
import { observationDoubts } from '../../../src/model/observation';
import { routes, stages } from '../../../src/model/route';
import { strategyNames } from '../../../src/model/strategy';

/** Words with dashes that are names of other things. */
const names: ReadonlySet<string> = new Set([
  ...[...strategyNames, ...routes, ...stages, ...receiverModes, ...observationDoubts],
  ...['unix-datagram', 'hardware-counters', 'initial-exec'],
  ...['iopath-feeder', 'iopath-receiver', 'iopath-sender', 'iopath-writer'],
]);

const codes = new Set([...Object.keys(absences), ...Object.keys(becauses), ...Object.keys(notes)]);

/** The backend's words with dashes; the tracer is a program of its own, with texts of its own. */
function wordsOfBackend(): Set<string> {
  const files = readdirSync('native', { recursive: true, encoding: 'utf8' });
  const sources = files.filter(name => /\.(cc|hh)$/.test(name) && !/^(build|trace)\b/.test(name));
  const found = sources.flatMap(name => [
    ...readFileSync(join('native', name), 'utf8').matchAll(/"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"/g),
  ]);
  return new Set(found.map(([, word]) => word!).filter(word => !names.has(word)));
}

test('each code of the backend has its sentence, and each sentence its code', () => {
  const words = wordsOfBackend();
  assert.ok(words.size > 50, `${words.size} codes`);
  assert.deepEqual([...words].sort(), [...codes].sort());
});

test('no value is missing from a sentence that the backend fills in', () => {
  const given = 'strategy call errno filesystem folder detail option text function ranAs other'.split(' ');
  const values = Object.fromEntries(given.map(name => [name, `<${name}>`]));
  for (const told of [becauses, notes])
    for (const [code, sentence] of Object.entries(told))
      assert.doesNotMatch(sentence(values), /undefined/, code);
  for (const [code, sentence] of Object.entries(absences)) {
    const { why, remedy } = sentence(values);
    assert.doesNotMatch(`${why} ${remedy}`, /undefined/, code);
    assert.ok(why && remedy, code);
  }
});

test('a code of another version is told by its name', () => {
  const strange = { code: 'of-tomorrow', values: {} };
  assert.match(absenceText(strange).why, /of-tomorrow/);
  assert.match(becauseOf(strange), /of-tomorrow/);
  assert.match(noteOf(strange), /of-tomorrow/);
});

test('what another strategy did in place of one is an absence that names both', () => {
  const values = { strategy: 'splice', errno: 'EINVAL', ranAs: 'read-write' };
  assert.deepEqual(absenceText({ code: 'fallback-splice-refused', values }), {
    why: 'Tried here, splice gave EINVAL: one end cannot be spliced.',
    remedy: 'What really runs in its place is read-write.',
  });
});
