// Times that the editor waits: activation, the first lens of a language, an analysis after each edit, a keystroke.
import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { activation } from './activation.mjs';
import { interval } from './pairs.mjs';

export const about = 'activation, first lens, look after an edit, time a keystroke is held up';

const rounds = 15;
const fixtures = 'test/detectors';
const languages = [
  'c',
  'cpp',
  'java',
  'kotlin',
  'go',
  'rust',
  'python',
  'javascript',
  'typescript',
  'csharp',
];

/** `12.3 ms (11.0 to 14.1, 15 rounds); target at most 30 ms` */
function tell(values, target) {
  const { median, low, high, rounds: made } = interval(values);
  const met = median <= target ? '' : ' MISSED';
  return `${median.toFixed(1)} ms (${low.toFixed(1)} to ${high.toFixed(1)}, ${made} rounds); target at most ${target} ms${met}`;
}

/** The extension's analysis thread, called as the extension calls it. */
class TextThread {
  #thread = new Worker(resolve('dist/analysisThread.js'), {
    workerData: { doing: new Int32Array(new SharedArrayBuffer(4)) },
  });

  /** Findings of a text, the milliseconds until they came, and those the asking thread itself was busy. */
  async analyse(path, text, language) {
    const start = performance.now();
    this.#thread.postMessage({ kind: 'text', path, text, language });
    const busy = performance.now() - start;
    return new Promise((done, failed) => {
      this.#thread.once('error', failed);
      this.#thread.once('message', reply => {
        this.#thread.off('error', failed);
        if (reply.broke) failed(new Error(reply.broke));
        else done({ ...reply, busy, took: performance.now() - start });
      });
    });
  }

  end() {
    return this.#thread.terminate();
  }
}

/** A fixture of a language that has findings: the largest. */
function sampleOf(language) {
  const folder = join(fixtures, language);
  const files = readdirSync(folder).map(name => join(folder, name));
  const [largest] = files.sort((a, b) => readFileSync(b).length - readFileSync(a).length);
  return { path: largest, text: readFileSync(largest, 'utf8'), language };
}

async function firstLens({ path, text, language }) {
  const start = performance.now();
  const thread = new TextThread();
  await thread.analyse(path, text, language);
  const took = performance.now() - start;
  await thread.end();
  return took;
}

/** Milliseconds per 1,000 lines of the analysis after each of several letters, typed at different places. */
async function afterEdits({ path, text: first, language }) {
  let text = first;
  const lines = text.split('\n').length;
  const thread = new TextThread();
  for (let warm = 0; warm < 10; warm += 1) {
    text += '\n';
    await thread.analyse(path, text, language);
  }
  const costs = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = text.indexOf('\n', Math.floor((text.length / (rounds + 1)) * (round + 1)));
    text = `${text.slice(0, at)} ${text.slice(at)}`;
    const { took } = await thread.analyse(path, text, language);
    costs.push((took / lines) * 1000);
  }
  await thread.end();
  return costs;
}

/** A text of several thousand lines that are no copy loops for the most part: the sample's, once, and plain functions. */
function longer(sample) {
  const plain = readFileSync(sample.path, 'utf8')
    .replace(/expect: (?:(?!\*\/)[^\n])*/g, '')
    .replace(
      /^(?:import (?:type )?\{[^}]*\}|import \([^)]*\)|import\b|package\b|using\b|namespace [\w.]+;|@file)[^\n]*\n/gm,
      '',
    )
    .replace(/\b(?!readonly\b)(\w*)(read|write|recv|send|getc|putc|gets|puts)(\w*)\b/gi, '$1visit$3');
  return { ...sample, text: sample.text + `\n${plain}`.repeat(9) };
}

/** The cost of one keystroke in a text of 2 MiB on the editor's thread: passing the text on. */
async function keystroke() {
  const line = 'static int value(int x) { return x + 1; } // read( write(\n';
  const text = line.repeat(Math.floor((2 << 20) / line.length) - 1);
  const thread = new TextThread();
  const busy = [];
  for (let round = 0; round < 5; round += 1)
    busy.push((await thread.analyse('a.c', `${text}${round}`, 'c')).busy);
  await thread.end();
  return busy;
}

export default async function editor({ say }) {
  const times = (count, work) => Array.from({ length: count }, work);
  say(
    `load of this machine     ${loadavg()[0].toFixed(1)} at the start; other work makes every figure larger`,
  );
  const activations = times(rounds, () => activation());
  say(
    `activation               ${tell(
      activations.map(({ wall }) => wall),
      30,
    )}`,
  );
  say(
    `  its CPU time           ${tell(
      activations.map(({ cpu }) => cpu),
      30,
    )}`,
  );
  for (const language of languages) {
    const sample = sampleOf(language);
    const first = [];
    for (let round = 0; round < 5; round += 1) first.push(await firstLens(sample));
    say(`first lens   ${language.padEnd(12)}${tell(first, 300)}`);
    say(`  fixture, per 1,000 lines ${tell(await afterEdits(sample), 10)}`);
    say(`  code, per 1,000 lines    ${tell(await afterEdits(longer(sample)), 10)}`);
  }
  say(`keystroke in 2 MiB       ${tell(await keystroke(), 16)}`);
}
