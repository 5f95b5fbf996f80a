import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Lines } from '../../src/analysis/prefilter/lines';

/** The first loop's reach, as text. */
function reached(text: string): string {
  const start = text.search(/\b(?:for|while)\b/);
  return text.slice(start, new Lines(text).reachWithBody(start));
}

test('a body without braces that is not indented belongs to its loop', () => {
  assert.equal(
    reached('while ((n = read(a)) > 0)\nwrite(b, n);\nclose(b);\n'),
    'while ((n = read(a)) > 0)\nwrite(b, n);',
  );
  assert.equal(
    reached('for (;;) // all\nif (more(a))\nwrite(b);\nclose(b);\n'),
    'for (;;) // all\nif (more(a))\nwrite(b);',
  );
});

test('what follows a loop that ends in a call is not its body', () => {
  assert.equal(reached('for x in all:\n    put(x)\nclose(a)\n'), 'for x in all:\n    put(x)');
  assert.equal(reached('while (more(a)) put(a)\nclose(a)\n'), 'while (more(a)) put(a)');
});

test('as many heads as there are lines are walked, not nested', () => {
  const text = 'while (a)\n'.repeat(50_000);
  assert.equal(reached(text).split('\n').length > 1000, true);
});
