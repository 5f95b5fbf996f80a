import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, test } from 'node:test';
import addFormats from 'ajv-formats';
import { createAnalyzer } from '../../../src/analysis/analyzer';
import { rules } from '../../../src/analysis/rules';
import type { Finding } from '../../../src/model/finding';
import { verbatim } from '../../../src/model/message';
import type { LintLog } from '../../../src/report/lintLog';
import { ruleText } from '../../../src/report/rulePage';
import { sarifOf } from '../../../src/report/sarif';
import { fixtures } from '../../detectors/markers';
import { loadWasm } from '../../detectors/wasm';
import { said } from '../../english';

// The package is CommonJS whose class stands in `default`; its types say otherwise.
const { default: Ajv } = createRequire(join(process.cwd(), 'package.json'))('ajv-draft-04');
const schemas = join('node_modules', '@microsoft', 'jest-sarif', 'lib', 'schemas');
const schema = JSON.parse(readFileSync(join(schemas, 'sarif-2.1.0-rtm.5.json'), 'utf8'));
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

const log = (findings: Finding[], rest: Partial<LintLog> = {}) =>
  sarifOf({
    findings: findings.map(finding => ({ ...finding, level: 'warning', fingerprint: '0123456789abcdef' })),
    suppressed: [],
    notes: [],
    skipped: [],
    rules,
    version: '1.2.3',
    uriOf: file => encodeURI(file),
    ...rest,
  });

interface SarifRule {
  id: string;
  help: { text: string; markdown: string };
  helpUri: string;
}
interface SarifResult {
  ruleId: string;
  ruleIndex: number;
  level: string;
  partialFingerprints?: Record<string, string>;
  fixes?: { artifactChanges: { replacements: unknown[] }[] }[];
  suppressions?: { justification: string }[];
}

/** The run of a log, as far as the tests read it. */
interface Run {
  tool: { driver: { rules: SarifRule[] } };
  results: SarifResult[];
}
const runOf = (made: object) => (made as { runs: Run[] }).runs[0]!;

/** Findings of some fixtures of each language: what SARIF must hold differs by language and rule, not by fixture. */
async function someFindings(): Promise<Finding[]> {
  const taken = new Map<string, number>();
  const findings: Finding[] = [];
  for (const { path, language, text } of fixtures()) {
    const id = analyzer.languageOf(path);
    const before = taken.get(language) ?? 0;
    if (!id || before === 2) continue;
    taken.set(language, before + 1);
    findings.push(...(await analyzer.analyze(path, text, id)));
  }
  return findings;
}

test("each language's findings are valid SARIF 2.1.0", async () => {
  const findings = await someFindings();
  const endings = new Set(findings.map(({ file }) => file.replace(/.*\./, '')));
  assert.ok(findings.length > 30 && endings.size > 8, `${findings.length} findings, ${[...endings]}`);
  const notes = [{ file: 'a b/ü.c', line: 3, kind: 'unused' as const, message: verbatim('Unused.') }];
  const suppressed = [{ finding: findings[0]!, reason: 'why' }];
  const made = log(findings, {
    skipped: [{ file: 'a b/ü.c', why: verbatim('minified') }],
    notes,
    suppressed,
  });
  assert.ok(validate(made), JSON.stringify(validate.errors?.slice(0, 3), null, 2));
  const { results } = runOf(made);
  assert.equal(results.length, findings.length + 1);
  assert.equal(results.at(-1)?.suppressions?.[0]?.justification, 'why');
  for (const [at, { fix }] of findings.entries()) {
    assert.equal(results[at]?.fixes?.[0]?.artifactChanges[0]?.replacements.length, fix?.edits.length);
    assert.deepEqual(results[at]?.partialFingerprints, { 'iopathLines/v1': '0123456789abcdef' });
  }
  for (const { ruleId, ruleIndex } of results) assert.equal(rules[ruleIndex]?.id, ruleId);
});

test('a run without findings is valid too', () =>
  assert.ok(validate(log([])), JSON.stringify(validate.errors)));

test('the validator does refuse what is no SARIF', () => {
  const made = JSON.parse(JSON.stringify(log([])));
  made.runs[0].results = [{ level: 'shout' }];
  assert.equal(validate(made), false);
});

test('each rule tells what, why, instead and limits, and where to read them', () => {
  const { rules: told } = runOf(log([])).tool.driver;
  assert.deepEqual(
    told.map(({ id }) => id),
    rules.map(({ id }) => id),
  );
  for (const [at, { id, help, helpUri }] of told.entries()) {
    assert.equal(new URL(helpUri).pathname, `/rules/${id}`);
    for (const part of ['what', 'why', 'instead', 'limits'] as const) {
      const text = said(ruleText(rules[at]!.id, part));
      assert.ok(help.text.includes(text) && help.markdown.includes(text), part);
    }
  }
});
