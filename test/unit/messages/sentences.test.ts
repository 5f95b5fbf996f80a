// Rooms whose texts are messages: no sentence stands in their sources.
import assert from 'node:assert/strict';
import { relative } from 'node:path';
import { test } from 'node:test';
import { templatesIn } from './literals';

/** Rooms with words of their own: the editor's catalogue is its `l10n`; assistants and protocols are answered in English. */
const otherWords = /^src\/(messages|ui|agents)\//;

/** Help pages, and what no person reads: reasons of the analysis for its own tests, code that fixes write. */
const noTexts =
  /^src\/(analysis\/(languages|loops|configuration|fixes|rules)\/|cli\/(optionHelp|commands\/\w+)\.ts$|cli\/otlp\/option\.ts$|model\/jobFields\.ts$|prove\/http\.ts$)/;

/** Files that hold sentences all the same, with what they are. The list may only shrink. */
const stillHolding = [
  'src/cli/lsp/loopEdits.ts', // a comment in code
  'src/cli/lsp/server.ts', // a request outside the protocol
  'src/cli/mcp/server.ts', // the protocol's instructions to a model
  'src/lint/analysisThread.ts', // words of the log
  'src/prover/exchange.ts', // an error that becomes a reason by its code
  'src/report/pprof.ts', // names of pprof's frames
  'src/session/client.ts', // cancellations, which are not shown
  'src/trace/grouping.ts', // `tcp LOCAL -> 3 peers`, a name
  'src/worker/client.ts', // cancellations, which are not shown
  'src/worker/death.ts', // what Node prints at its end
  'src/worker/handlers.ts', // a request of another version
];

/** Markup and its classes, words of /proc/cpuinfo, codes of verdicts, steps of the tracer, and how words are joined to a name. */
const noSentence =
  /^<|^(hop|lane|known-by|stage)[ -]|^(CPU |cpu )|^model name$|^too few rounds$|^in part$|^no measurable difference$|^iopath \{0\}$|^root localhost|^bpf (build|object)$|^pid namespace$|^(page cache|(socket|pipe|kernel|user) buffer)$|^\w+\.\w+\(.*\)$|^iopath[ -]|^Authorization: |^exit \{0\}$|^ENOENT: \{0\}$|^\{0\} `iopath /;

test('no sentence stands outside the catalogue', async () => {
  const texts = [...(await templatesIn('src', /$^/))].map(
    ([text, file]) => [text, relative('.', file).replaceAll('\\', '/')] as const,
  );
  assert.ok(texts.length > 500, `${texts.length} texts`);
  const found = texts.filter(
    ([text, file]) => !otherWords.test(file) && !noTexts.test(file) && !noSentence.test(text),
  );
  const files = [...new Set(found.map(([, file]) => file))].sort();
  assert.deepEqual(files, stillHolding, found.map(([text, file]) => `${file}: ${text}`).join('\n'));
});
