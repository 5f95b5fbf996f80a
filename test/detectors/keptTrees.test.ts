import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

// A file that stays open is parsed and lowered only where it changed: nothing of an earlier text may show.

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

/** The same numbers in every run. */
function* numbers(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    yield state / 0x7fffffff;
  }
}

type Change = (text: string, at: number, lines: string[], line: number) => string;

const put = (lines: string[]): string => lines.join('\n');

/** Typical edits of a text. */
const changes: Change[] = [
  (text, at) => `${text.slice(0, at)} ${text.slice(at)}`,
  (text, at) => `${text.slice(0, at)}x${text.slice(at)}`,
  (text, at) => text.slice(0, at) + text.slice(at + 1),
  (_text, _at, lines, line) => put(lines.toSpliced(line, 1)),
  (_text, _at, lines, line) => put(lines.toSpliced(line, 0, '')),
  (_text, _at, lines, line) => put(lines.toSpliced(line, 0, lines[line]!)),
  (_text, _at, lines, line) => put(lines.toSpliced(line, 0, ...lines.slice(line, line + 30))),
  (_text, _at, lines, line) => put(lines.toSpliced(line, 20)),
];

/** Enough for each construct of a language to be edited; each costs fifteen analyses. */
const everyFifth = (language: string) =>
  fixtures()
    .filter(one => one.language === language)
    .filter((_, at) => at % 5 === 0);

for (const language of new Set(fixtures().map(fixture => fixture.language)))
  test(`${language}: after any edit a kept tree gives what a fresh parse gives`, async () => {
    const random = numbers(7);
    for (const { path, text: first } of everyFifth(language)) {
      const id = analyzer.languageOf(path);
      if (!id) continue;
      const handle = analyzer.handle();
      const untouched = await analyzer.analyze(path, first, id);
      let text = first;
      for (let step = 0; step < 8; step += 1) {
        assert.deepEqual(
          await analyzer.analyze(path, text, id, handle),
          text === first ? untouched : await analyzer.analyze(path, text, id),
          `${path} after ${step} edits`,
        );
        const lines = text.split('\n');
        const place = (limit: number): number => Math.floor(random.next().value! * limit);
        text = changes[place(changes.length)]!(text, place(text.length), lines, place(lines.length));
        // Now and then back to the original: a text that stays broken has few findings.
        if (step % 3 === 2) text = first;
      }
      handle.dispose();
    }
  });
