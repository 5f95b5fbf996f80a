import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byteUnits, columnUnit, createFormat, rateUnits } from '../../src/messages/format';

const english = createFormat('en');

test('bytes are told in binary units', () => {
  assert.equal(english.bytes(0), '0 B');
  assert.equal(english.bytes(1023), '1,023 B');
  assert.equal(english.bytes(65536), '64 KiB');
  assert.equal(english.bytes(1.5 * 2 ** 30), '1.5 GiB');
});

test('times, rates, ratios and shares', () => {
  assert.equal(english.nanoseconds(340_000), '340 µs');
  assert.equal(english.nanoseconds(2.5e9), '2.5 s');
  assert.equal(english.rate(2 ** 30), '1 GiB/s');
  assert.equal(english.ratio(0.4), '0.40×');
  assert.equal(english.ratio(0.00142), '0.0014×');
  assert.equal(english.ratio(0), '0.00×');
  assert.equal(english.percent(0.1731), '17.3 %');
  assert.equal(english.percent(0), '0 %');
});

test('figures follow the language', () => {
  assert.equal(createFormat('ru').ratio(0.4), '0,40×');
});

test('a column has one unit that leaves no figure at zero', () => {
  assert.deepEqual(columnUnit([900 * 2 ** 20, 9 * 2 ** 30], rateUnits), { unit: rateUnits[2], decimals: 0 });
  assert.deepEqual(columnUnit([1, 2 ** 40], byteUnits).unit, byteUnits[4]);
  assert.deepEqual(columnUnit([], byteUnits), { unit: byteUnits[0], decimals: 0 });
  assert.deepEqual(columnUnit([0, Number.NaN], byteUnits), { unit: byteUnits[0], decimals: 0 });
});

test('a locale that is no language tag falls back to the language it names, else to English', () => {
  assert.equal(createFormat('en-US@posix').count(1234), createFormat('en-US').count(1234));
  assert.equal(createFormat('C.UTF-8').count(1234), createFormat('en').count(1234));
  assert.equal(createFormat('').count(1234), createFormat('en').count(1234));
});
