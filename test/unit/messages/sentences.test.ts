// Rooms whose texts are messages: no sentence stands in their sources.
import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { test } from 'node:test';
import { templatesIn } from './literals';

/** Files that hold sentences all the same: texts of rule pages and the tracer. The list may only shrink. */
const stillHolding = [
  ...['pprof', 'rulePage'].map(name => `src/report/${name}.ts`),
  ...['client', 'death', 'handlers', 'tracer'].map(name => `src/worker/${name}.ts`),
];

/** Markup and its classes, words of /proc/cpuinfo, codes of verdicts, and how words are joined to a name. */
const noSentence =
  /^<|^(hop|lane|known-by|stage)[ -]|^(CPU |cpu )|^model name$|^too few rounds$|^no measurable difference$|^iopath \{0\}$|^root localhost/;

test('measure, worker and report hold messages, no sentences', async () => {
  const rooms = await Promise.all(
    ['src/measure', 'src/worker', 'src/report'].map(room => templatesIn(room, /$^/)),
  );
  const found = rooms.flatMap(texts => [...texts]).filter(([text]) => !noSentence.test(text));
  const files = [...new Set(found.map(([, file]) => relative('.', file)))].sort();
  assert.deepEqual(files, stillHolding, found.map(([text, file]) => `${file}: ${text}`).join('\n'));
});
