// Sources broken at random, in all languages: no crash, no hang, and no fix that breaks more than there was. A small
// portion here, 100,000 by `npm run fuzz`; IOPATH_FUZZ_CASES says how many, IOPATH_FUZZ_SEED where to start.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { test } from 'node:test';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Language as Grammar, Parser } from 'web-tree-sitter';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { applyEdits } from '../../src/analysis/fixes/edits';
import { specOf } from '../../src/analysis/languages';
import { lintFile, sourceOf } from '../../src/analysis/lint';
import { syntaxErrors } from '../../src/analysis/syntax/syntaxErrors';
import type { Language } from '../../src/model/finding';
import { fixtures } from '../detectors/markers';
import { loadWasm } from '../detectors/wasm';
import { mutated, Random } from './mutations';

const cases = Number(process.env.IOPATH_FUZZ_CASES ?? 3000);
const firstSeed = Number(process.env.IOPATH_FUZZ_SEED ?? 1);
/** The analyzer gives up after 3 s; on however loaded a machine, one that is not done after so long hangs. */
const hangMs = 120_000;

/** A thread's input: its cases are every `stride`-th seed from `seed` on; `at[0]` holds the current one. */
interface Share {
  seed: number;
  stride: number;
  end: number;
  at: Int32Array;
}

interface Outcome {
  cases: number;
  languages: string[];
  findings: number;
  fixes: number;
  excluded: Record<string, number>;
  slowestMs: number;
  slowest: number;
  faults: string[];
}

if (isMainThread)
  test(`${cases} broken sources: no crash, no hang, no fix that breaks them further`, async t => {
    const threads = availableParallelism();
    const shares = Array.from({ length: threads }, (_, at) => runShare(firstSeed + at, threads));
    const outcomes = await Promise.all(shares);
    const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
    const slow = outcomes.reduce((a, b) => (a.slowestMs > b.slowestMs ? a : b));
    t.diagnostic(
      `${sum(one => one.cases)} cases, ${sum(one => one.findings)} findings, ${sum(one => one.fixes)} fixes; ` +
        `slowest ${Math.round(slow.slowestMs)} ms (seed ${slow.slowest}); ` +
        `left out: ${JSON.stringify(outcomes.map(({ excluded }) => excluded))}`,
    );
    const faults = outcomes.flatMap(one => one.faults);
    assert.equal(faults.length, 0, `${faults.length} faults\n${faults.slice(0, 200).join('\n')}`);
    assert.equal(
      sum(one => one.cases),
      cases,
    );
    assert.ok(sum(one => one.findings) > cases / 20, 'mutations leave loops to be found');
    assert.ok(sum(one => one.fixes) > cases / 100, 'and fixes to be tried');
    assert.equal(new Set(outcomes.flatMap(one => one.languages)).size, 10, 'every language is met');
  });
else void work(workerData as Share).then(outcome => parentPort?.postMessage(outcome));

/** Runs one thread's share; ends it where a case hangs. */
function runShare(seed: number, stride: number): Promise<Outcome> {
  const at = new Int32Array(new SharedArrayBuffer(4));
  const share: Share = { seed, stride, end: firstSeed + cases, at };
  const worker = new Worker(__filename, { workerData: share });
  return new Promise((resolve, reject) => {
    const watch = setInterval(
      watcher(at, stuck => end(new Error(`seed ${stuck} hangs`))),
      500,
    );
    const end = (error: Error) => {
      clearInterval(watch);
      void worker.terminate();
      reject(error);
    };
    worker.once('error', end);
    worker.once('exit', code => end(new Error(`the thread at seed ${at[0]} ended with ${code}`)));
    worker.once('message', (outcome: Outcome) => {
      clearInterval(watch);
      resolve(outcome);
    });
  });
}

function watcher(at: Int32Array, stuck: (seed: number) => void): () => void {
  let seen = -1;
  let since = performance.now();
  return () => {
    const now = Atomics.load(at, 0);
    if (now !== seen) {
      seen = now;
      since = performance.now();
    } else if (performance.now() - since > hangMs) stuck(now);
  };
}

async function work({ seed, stride, end, at }: Share): Promise<Outcome> {
  const analyzer = createAnalyzer({ loadWasm });
  const sources = fixtures().flatMap(({ path }) => {
    const language = analyzer.languageOf(path);
    return language ? [{ path, language, bytes: readFileSync(path) }] : [];
  });
  const outcome: Outcome = {
    cases: 0,
    languages: [],
    findings: 0,
    fixes: 0,
    excluded: {},
    slowestMs: 0,
    slowest: 0,
    faults: [],
  };
  const languages = new Set<string>();
  for (let now = seed; now < end; now += stride) {
    Atomics.store(at, 0, now);
    const random = new Random(now);
    const { path, language, bytes } = random.of(sources);
    const broken = mutated(bytes, random);
    languages.add(language);
    outcome.cases += 1;
    const start = performance.now();
    try {
      const { findings, skipped } = await lintFile(analyzer, path, broken);
      outcome.findings += findings.length;
      if (skipped !== null) outcome.excluded[skipped.id] = (outcome.excluded[skipped.id] ?? 0) + 1;
      const took = performance.now() - start;
      if (took > outcome.slowestMs) Object.assign(outcome, { slowestMs: took, slowest: now });
      const source = sourceOf(broken);
      for (const { fix, startLine } of findings) {
        if (!fix || !('text' in source)) continue;
        outcome.fixes += 1;
        const before = await errorsIn(path, language, source.text);
        const after = await errorsIn(path, language, applyEdits(source.text, fix.edits));
        if (after > before)
          outcome.faults.push(
            `seed ${now}: ${path}:${startLine}: ${before} errors became ${after}: ${fix.title}`,
          );
      }
    } catch (error) {
      outcome.faults.push(
        `seed ${now}: ${path}: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`,
      );
    }
  }
  analyzer.dispose();
  return { ...outcome, languages: [...languages] };
}

const parsers = new Map<string, Parser>();

/** Syntax errors of a text, by a parser of the test's own. Only called after the analyzer has started the runtime. */
async function errorsIn(path: string, language: Language, text: string): Promise<number> {
  const grammar = specOf(language)!.grammar(path);
  let parser = parsers.get(grammar);
  if (!parser) {
    parser = new Parser();
    parser.setLanguage(await Grammar.load(await loadWasm(grammar)));
    parsers.set(grammar, parser);
  }
  const tree = parser.parse(text)!;
  const errors = syntaxErrors(tree).length;
  tree.delete();
  return errors;
}
