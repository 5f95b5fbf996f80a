import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, sizeOf } from '../../../src/cli/command';
import { optionHelp } from '../../../src/cli/optionHelp';
import { barLine, createProgressBar } from '../../../src/cli/progressBar';
import { requestOf, requestOptions } from '../../../src/cli/request';
import { defaultRequest } from '../../../src/measure/request';
import type { Field } from '../../../src/model/fields';
import { requestFields } from '../../../src/model/jobFields';
import { verbatim } from '../../../src/model/message';
import { Problem } from '../../../src/model/problem';
import { english, said, worded } from '../../english';
import { report } from '../measure/samples';

test('sizes as people write them', () => {
  const sizes: [string, number][] = [
    ['512', 512],
    ['0', 0],
    ['1B', 1],
    ['4k', 4096],
    ['4K', 4096],
    ['64KiB', 65536],
    ['64kib', 65536],
    ['1MiB', 1048576],
    ['1m', 1048576],
    ['2G', 2147483648],
    ['1.5MiB', 1572864],
    ['64 KiB', 65536],
    ['1kB', 1000],
    ['1MB', 1000000],
    ['1TiB', 1099511627776],
  ];
  for (const [text, bytes] of sizes) assert.equal(sizeOf(text), bytes, text);
});

test('what is no size is none', () => {
  for (const text of [
    '',
    'abc',
    '-1',
    '1e12',
    '1.5',
    '0x10',
    'NaN',
    'Infinity',
    '1 2',
    '64KiBs',
    'KiB',
    '9'.repeat(30),
    '１２',
  ])
    assert.equal(sizeOf(text), null, text);
});

test('every size written in whole KiB is read back', () => {
  for (let power = 0; power < 20; power += 1) {
    assert.equal(sizeOf(`${2 ** power}KiB`), 2 ** (power + 10));
    assert.equal(sizeOf(String(2 ** power)), 2 ** power);
  }
});

const request = (...args: string[]) => {
  const { values, positionals } = parse('profile', args, requestOptions);
  return requestOf(values, positionals);
};

test('without options a request is the standard one', () => {
  assert.deepEqual(request('a', 'b'), { ...defaultRequest, paths: ['a', 'b'] });
});

test('every option finds its place', () => {
  const asked = request(
    ...[
      'x',
      '--route',
      'file-to-pipe',
      '--strategy',
      'splice,sendfile,splice',
      '--chunk',
      '4k,1MiB,4096',
      '--cache',
      'cold',
    ],
    ...[
      '--receiver',
      'same-core',
      '--socket',
      'unix',
      '--order',
      'random',
      '--offset',
      '1k',
      '--length',
      '2k',
      '--header',
      '300',
    ],
    ...[
      '--pass',
      'encrypt',
      '--flush',
      '8',
      '--follow',
      '4k',
      '--pipe',
      '64k',
      '--sndbuf',
      '1m',
      '--rcvbuf',
      '2m',
      '--rcvlowat',
      '3k',
    ],
    ...['--cores', '2,3', '--depth', '4', '--preallocate', '--populate'],
    ...['--runs', '9', '--budget', '0.5', '--sweep', 'size', '--scenario', 'id'],
  );
  assert.deepEqual(asked, {
    paths: ['x'],
    route: 'file-to-pipe',
    strategies: ['splice', 'sendfile'],
    chunks: [4096, 1048576],
    cache: 'cold',
    receiver: 'same-core',
    cores: { sender: 2, receiver: 3 },
    depth: 4,
    preallocate: true,
    populate: true,
    socket: 'unix',
    order: 'random',
    offset: 1024,
    length: 2048,
    headerBytes: 300,
    pass: 'encrypt',
    flushEvery: 8,
    followBytes: 4096,
    kernelTls: false,
    pipeBytes: 65536,
    sendBufferBytes: 1048576,
    receiveBufferBytes: 2097152,
    receiveLowWater: 3072,
    rounds: 9,
    budgetMs: 500,
    sweep: 'size',
    scenario: 'id',
  });
});

test('best and all are words of their own', () => {
  assert.equal(request('x', '--strategy', 'best').strategies, 'best');
  assert.equal(request('x', '--strategy', 'all').strategies, 'all');
});

test('each bad value is a problem that names option or value and says what to do', () => {
  const bad = [
    ['--chunk', '0'],
    ['--chunk', '-1'],
    ['--chunk', '1e12'],
    ['--chunk', 'abc'],
    ['--chunk', ''],
    ['--chunk', '4k,,8k'],
    ['--route', 'up'],
    ['--cache', 'hot'],
    ['--receiver', 'never'],
    ['--cores', '2'],
    ['--cores', '2;3'],
    ['--socket', 'udp'],
    ['--order', 'odd'],
    ['--pass', 'wash'],
    ['--offset', '-5'],
    ['--runs', '0'],
    ['--runs', '2.5'],

    ['--budget', '0'],
    ['--budget', '-3'],
    ['--sweep', 'all'],
    ['--flush', 'often'],
    ['--nonsense', ''],
    ['--route'],
  ];
  for (const args of bad)
    assert.throws(
      () => request('x', ...args),
      (error: unknown) => {
        assert.ok(error instanceof Problem && error.kind === 'input', `${args}: ${error}`);
        assert.ok(error.what && error.why && error.remedy);
        assert.ok(
          said(error.what).includes(args[1] || args[0]!.replace('--', '')) ||
            args[1] === '4k,,8k' ||
            args[1] === '',
          said(error.what),
        );
        return true;
      },
    );
});

test('a figure on its limits is taken, and the next one names the option and the limits', () => {
  for (const field of Object.values(requestFields) as Field<unknown>[]) {
    if (!('least' in field)) continue;
    const name = field.option!.name;
    const text = (value: number) => String(field.kind === 'milliseconds' ? value / 1000 : value);
    const asked = (value: number) => request('x', `--${name}`, text(value));
    asked(field.least);
    asked(field.most);
    const refused = worded({ what: new RegExp(`^--${name} `) });
    assert.throws(() => asked(field.most + 1), refused);
    if (field.least > 0) assert.throws(() => asked(field.least - 1), refused);
  }
});

test('the help explains each option in lines that fit a terminal', () => {
  const help = optionHelp(requestFields);
  for (const option of Object.keys(requestOptions))
    assert.match(help, new RegExp(`^  --${option} +\\S`, 'm'));
  assert.equal(help.match(/^ {2}--/gm)?.length, Object.keys(requestOptions).length);
  for (const line of help.split('\n')) assert.ok(line.length <= 118, line);
});

test('the bar shows part, time and what runs, and never more than all', () => {
  const event = {
    kind: 'progress',
    label: verbatim('splice 64 KiB, timed'),
    bytesDone: 50,
    bytesPlanned: 100,
    msLeft: 2500,
  } as const;
  assert.equal(
    barLine(event, english),
    `${'█'.repeat(12)}${'░'.repeat(12)}  50 %  3 s left  splice 64 KiB, timed`,
  );
  assert.match(barLine({ ...event, bytesDone: 900, msLeft: null }, english), /100 % {2}splice/);
  assert.match(barLine({ ...event, bytesDone: 0, bytesPlanned: 0 }, english), / 0 %/);
});

test('without a terminal there is one line and no bar', () => {
  const told: string[] = [];
  const bar = createProgressBar({
    out: () => assert.fail('stdout carries only the result'),
    err: text => told.push(text),
    errIsTerminal: false,
    outIsTerminal: false,
    width: 80,
    texts: english,
    signal: new AbortController().signal,
  });
  bar.onEvent({ kind: 'started', report: report([]) });
  bar.onEvent({ kind: 'progress', label: verbatim('x'), bytesDone: 1, bytesPlanned: 2, msLeft: null });
  bar.end();
  assert.deepEqual(told, ['Profiling 1 file, 1 MiB: 0 transfers in interleaved rounds.\n']);
});
