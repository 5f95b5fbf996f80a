import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Remedied } from '../../../scripts/lib/say.mjs';
import { suites, whyNotHere } from '../../../scripts/lib/suites.mjs';

test('a suite whose browser can not be had says why, in one line; another error is one', async () => {
  const needs = async () => {
    throw new Remedied({ what: 'No browser.', why: 'none is there', remedy: 'install one' });
  };
  assert.equal(await whyNotHere({ needs }), 'No browser. why: none is there do: install one');
  const broken = async () => {
    throw new TypeError('a fault of the scripts');
  };
  await assert.rejects(whyNotHere({ needs: broken }), TypeError);
  assert.equal(await whyNotHere({}), null);
});

test('what drives VS Code needs a browser, the rest nothing', () => {
  const needing = suites.filter(({ needs }) => needs).map(({ name }) => name);
  assert.deepEqual(needing, ['vscode', 'journey', 'package']);
});
