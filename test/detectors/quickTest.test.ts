import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';

import { inCode, type PrefilterTables, type Range } from '../../src/analysis/prefilter/matchIndex';
import { loopsOf, TextPrefilter } from '../../src/analysis/prefilter/textPrefilter';
import type { Finding } from '../../src/model/finding';
import { fixtures } from './markers';
import { loadWasm } from './wasm';

/** A prefilter that lets every loop, copy call and function pass. */
class Unsure extends TextPrefilter {
  constructor(
    text: string,
    private readonly spec: PrefilterTables,
  ) {
    super(text, spec);
  }
  override get loops(): Range[] {
    return [...loopsOf(this.text, this.spec)];
  }
  override get copyCalls(): Range[] {
    const { copyCall } = this.spec.quick;
    return copyCall ? [...inCode(this.text, copyCall)] : [];
  }
  override mayMove(): boolean {
    return true;
  }
}

const quick = createAnalyzer({ loadWasm });
const thorough = createAnalyzer({ loadWasm, look: (_path, text, spec) => new Unsure(text, spec) });
after(() => [quick, thorough].forEach(analyzer => void analyzer.dispose()));

/** Pieces of a text, short enough that many lack a reading or a writing word. */
function pieces(text: string, lines = 25): string[] {
  const all = text.split('\n');
  return Array.from({ length: Math.ceil(all.length / lines) }, (_, at) =>
    all.slice(at * lines, (at + 1) * lines).join('\n'),
  );
}

/** Without any indentation: then braces alone tell how far a loop reaches, and heads stand on one line each. */
const flat = (text: string): string => text.replace(/^[ \t]+/gm, '');

const inBraces = new Set<string>(['c', 'cpp', 'csharp', 'go', 'java', 'rust']);
// Not the rule, which depends on what is known of the ends.
const placeOf = ({ startLine, endLine, verdict }: Finding) => ({ startLine, endLine, verdict });

for (const language of new Set(fixtures().map(fixture => fixture.language)))
  test(`${language}: the cheap look at a text passes over nothing that is found`, async () => {
    let compared = 0;
    const own = fixtures().filter(one => one.language === language);
    for (const [at, fixture] of own.entries()) {
      const id = quick.languageOf(fixture.path);
      if (!id) continue;
      const whole = [fixture.text, ...(inBraces.has(id) ? [flat(fixture.text)] : [])];
      // In pieces every second one: torn text of one fixture is much like that of another.
      for (const text of [...whole, ...(at % 2 === 0 ? pieces(fixture.text) : [])]) {
        const found = await quick.analyze(fixture.path, text, id);
        const all = await thorough.analyze(fixture.path, text, id);
        // Other parts of a broken piece may say more about an end than the loop's function does.
        const told = whole.includes(text)
          ? [found, all]
          : [found, all].map(findings => findings.map(placeOf));
        assert.deepEqual(told[0], told[1], `${fixture.path}\n${text}`);
        compared += 1;
      }
    }
    assert.ok(compared > 0);
  });
