import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judged, notCompared } from '../../../src/analysis/fixes/commonCaveats';
import { fixText } from '../../../src/analysis/fixes/fixText';
import type { Applicability, Finding } from '../../../src/model/finding';
import { verbatim } from '../../../src/model/message';

/** Each `bad` in a text is a finding whose fix writes something else; `worse` is what no fix helps. */
const findIn =
  (applicability: Applicability, instead: string) =>
  async (text: string): Promise<Finding[]> =>
    [...text.matchAll(/bad|worse/g)].map(({ 0: word, index }) => ({
      file: 'a.c',
      language: 'c',
      rule: 'copy-loop',
      startLine: text.slice(0, index).split('\n').length,
      endLine: 1,
      route: 'file-to-file',
      chunkBytes: null,
      verdict: 'replaceable',
      reach: 'kernel',
      message: verbatim(word),
      instead: null,
      fix: {
        title: verbatim('fix'),
        edits: [{ start: index, end: index + word.length, text: word === 'bad' ? instead : word }],
        applicability,
        caveats: [],
      },
    }));

const fixed = async (applicability: Applicability, applies: Applicability[], instead = 'good') => {
  const result = await fixText('bad\nworse\nbad', { applies, find: findIn(applicability, instead) });
  return [result.text, result.fixed.length];
};

test('fixes are made one after another, each where its finding then stands', async () =>
  assert.deepEqual(await fixed('safe', ['safe'], 'longer\nthan before'), [
    'longer\nthan before\nworse\nlonger\nthan before',
    2,
  ]));

test('a fix is made only where its applicability was asked for', async () => {
  assert.deepEqual(await fixed('unsafe', ['safe']), ['bad\nworse\nbad', 0]);
  assert.deepEqual(await fixed('unsafe', ['safe', 'unsafe']), ['good\nworse\ngood', 2]);
});

test('a fix after which as much is found is taken back', async () =>
  assert.deepEqual(await fixed('safe', ['safe'], 'bad bad'), ['bad\nworse\nbad', 0]));

test('only a builder that was compared and names no caveat makes a safe fix', () => {
  const draft = { title: verbatim('fix'), edits: [], caveats: [] };
  assert.equal(judged({ ...draft, compared: true })?.applicability, 'safe');
  assert.equal(
    judged({ ...draft, compared: true, caveats: [verbatim('Linux only')] })?.applicability,
    'unsafe',
  );
  const { applicability, caveats } = judged(draft)!;
  assert.deepEqual([applicability, caveats], ['unsafe', [notCompared]]);
  assert.equal(judged(null), null);
});
