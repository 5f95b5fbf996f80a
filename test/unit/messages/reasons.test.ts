// The codes of the backend's sources against the catalogue: neither may lack the other.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { absenceOf, messageOf } from '../../../src/messages/absenceOf';
import { absences } from '../../../src/messages/en/absences';
import { becauses } from '../../../src/messages/en/becauses';
import { evidence } from '../../../src/messages/en/evidence';
import { receiverModes } from '../../../src/model/job';
import { observationDoubts } from '../../../src/model/observation';
import { routes, stages } from '../../../src/model/route';
import { strategyNames } from '../../../src/model/strategy';
import { said } from '../../english';

/** Words with dashes that are names of other things. */
const names: ReadonlySet<string> = new Set([
  ...[...strategyNames, ...routes, ...stages, ...receiverModes, ...observationDoubts],
  ...['unix-datagram', 'hardware-counters', 'initial-exec'],
  ...['iopath-feeder', 'iopath-receiver', 'iopath-sender', 'iopath-writer'],
]);

/** What the product says of itself, with no code of the backend behind it. */
const own: ReadonlySet<string> = new Set([
  ...['choose-route', 'choose-user-space', 'choose-follower', 'route-unknown', 'ran-otherwise'],
  ...['measuring-needs-linux', 'no-backend', 'kernel-refused', 'trial-failed-detail'],
]);

const ids = Object.keys({ ...absences, ...evidence, ...becauses });
const codes = new Set(ids.map(id => id.replace(/\.(why|remedy)$/, '')).filter(code => !own.has(code)));

/** The backend's words with dashes; the tracer is a program of its own, with texts of its own. */
function wordsOfBackend(): Set<string> {
  const files = readdirSync('native', { recursive: true, encoding: 'utf8' });
  const sources = files.filter(name => /\.(cc|hh)$/.test(name) && !/^(build|trace)\b/.test(name));
  const found = sources.flatMap(name => [
    ...readFileSync(join('native', name), 'utf8').matchAll(/"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"/g),
  ]);
  return new Set(found.map(([, word]) => word!).filter(word => !names.has(word)));
}

test('each code of the backend has its message, and each message its code', () => {
  const words = wordsOfBackend();
  assert.ok(words.size > 50, `${words.size} codes`);
  assert.deepEqual([...words].sort(), [...codes].sort());
});

test('no value is missing from a message that the backend fills in', () => {
  const given = 'strategy call errno filesystem folder option text function ranAs other'.split(' ');
  const values = Object.fromEntries(given.map(name => [name, `<${name}>`]));
  for (const code of codes) {
    const { why, remedy } = absenceOf({ code, values });
    for (const text of [why, remedy, messageOf({ code, values })].map(said))
      assert.doesNotMatch(text, /[{}]|undefined/, code);
    assert.ok(said(why) && said(remedy), code);
  }
});

test('a reason with details is told with them', () => {
  const values = { strategy: 'splice', call: 'splice', errno: 'EIO', detail: 'the far end' };
  assert.match(said(absenceOf({ code: 'trial-failed', values }).why), /\(splice: EIO\): the far end\.$/);
});

test('a code of another version is told by its name', () => {
  const strange = { code: 'of-tomorrow', values: {} };
  assert.match(said(absenceOf(strange).why), /of-tomorrow/);
  assert.match(said(messageOf(strange)), /of-tomorrow/);
});
