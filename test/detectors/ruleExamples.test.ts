// The example of each rule's page: the rule reports what stands before, and nothing of what stands after.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { rules } from '../../src/analysis/rules';
import type { Language } from '../../src/model/finding';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

/** Go's statements stand in functions. */
const fileOf = (language: string, code: string): string =>
  language === 'go' ? `package p\n\nfunc f(path string, conn net.Conn) error {\n${code}\n}\n` : code;

for (const { id, example, detect } of rules)
  if (detect)
    test(`${id}: the example of its page`, async () => {
      const { language, before, after: instead } = example;
      const found = async (code: string): Promise<string[]> => {
        const findings = await analyzer.analyze('example', fileOf(language, code), language as Language);
        return findings.filter(({ verdict }) => verdict === 'replaceable').map(({ rule }) => rule);
      };
      assert.deepEqual(await found(before), [id]);
      assert.deepEqual(await found(instead), []);
    });
