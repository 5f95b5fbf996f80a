import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verbatim } from '../../../src/model/message';
import { documentOf } from '../../../src/report/document';
import { htmlOf } from '../../../src/report/html';
import { lintText } from '../../../src/report/lintText';
import { markdownOf } from '../../../src/report/markdown';
import { renderTerminal } from '../../../src/report/terminal';
import { visible, visibleLines } from '../../../src/report/visible';
import { report } from '../measure/samples';

// An escape code, a bidi override, a line feed and a zero-width space.
const name = '/tmp/a\u001b[31m\u202egnp.exe\n\u200bb';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const raw = /[\u001b\u202e\u200b]|exe\n/;

test('controls, bidi marks and what has no width are shown by number; all else stays', () => {
  assert.equal(visible(name), '/tmp/a⟨U+001B⟩[31m⟨U+202E⟩gnp.exe⟨U+000A⟩⟨U+200B⟩b');
  assert.equal(visible('größe 文件 👍.txt'), 'größe 文件 👍.txt');
  assert.equal(visibleLines('a\n\tb\u0085'), 'a\n\tb⟨U+0085⟩');
});

test('a name with such characters reaches no report as it is', () => {
  const sample = report();
  const hostile = { ...sample, input: { ...sample.input, files: 1, paths: [name] } };
  for (const [form, text] of Object.entries({
    terminal: renderTerminal(documentOf(hostile), { width: 100, color: false }),
    markdown: markdownOf(hostile),
    html: htmlOf(hostile),
  })) {
    assert.doesNotMatch(text, raw, form);
    assert.ok(text.includes('⟨U+202E⟩'), form);
  }
});

test('nor does it reach the text of lint', () => {
  const text = lintText({
    findings: [],
    suppressed: [],
    notes: [],
    fixing: false,
    skipped: [{ file: name, why: verbatim('w') }],
    files: 1,
    pathOf: file => file,
  });
  assert.doesNotMatch(text, raw);
});
