import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeFor, codeLanguages } from '../../media/panel/snippets';
import type { Language } from '../../src/model/finding';
import { routes } from '../../src/model/route';
import { strategyNames } from '../../src/model/strategy';

const code = (language: Language, strategy: (typeof strategyNames)[number], route: (typeof routes)[number]) =>
  codeFor({ language, strategy, route, chunkBytes: 65536 });

test('each language, strategy and route has code or says why there is none', () => {
  for (const [language] of codeLanguages)
    for (const strategy of strategyNames)
      for (const route of routes) {
        const { code: text, note } = code(language, strategy, route);
        assert.ok(text !== '' || note !== '', `${language} ${strategy} ${route}`);
      }
});

test('the calls are those that reach the kernel in each runtime', () => {
  assert.match(code('java', 'sendfile', 'file-to-socket').code, /transferTo\(at, size - at, socketChannel\)/);
  assert.match(code('python', 'sendfile', 'file-to-socket').code, /sock\.sendfile/);
  assert.match(code('rust', 'sendfile', 'file-to-socket').code, /rustix::fs::sendfile/);
  assert.match(code('csharp', 'sendfile', 'file-to-socket').code, /SendFileAsync/);
  assert.match(code('c', 'splice', 'file-to-socket').code, /splice\(pipefd\[0\]/);
});

test('where the runtime has no such call it says so', () => {
  assert.match(code('javascript', 'sendfile', 'file-to-socket').note, /no sendfile/);
  assert.match(code('java', 'splice', 'file-to-socket').note, /nearest/);
  assert.equal(code('python', 'splice', 'socket-to-file').code, '');
});

test('C loops go on after EINTR and end when the file became shorter', () => {
  for (const strategy of ['sendfile', 'copy-file-range'] as const) {
    const { code: text } = code('c', strategy, 'file-to-file');
    assert.match(text, /errno == EINTR/);
    assert.match(text, /n == 0\) break/);
  }
});
