import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import type { AxeResults } from 'axe-core';
import { openPanelPage, themeNames } from '../panelPage';
import { init, views } from '../panelScenes';

const axe = readFileSync(
  createRequire(`${process.cwd()}/package.json`).resolve('axe-core/axe.min.js'),
  'utf8',
);

function told({ violations }: AxeResults): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.any.map(check => check.message).join('; ')}`),
  );
}

for (const theme of themeNames) {
  test(`axe-core finds nothing in any view, theme ${theme}`, async () => {
    const panel = await openPanelPage({ theme });
    try {
      await panel.page.evaluate(axe);
      const found: string[] = [];
      for (const [name, { messages, click }] of Object.entries(views)) {
        await panel.tell(init(), { kind: 'idle' }, ...messages);
        if (click) await panel.page.locator(click).first().click();
        const results = await panel.page.evaluate(() =>
          (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
        );
        assert.ok(results.passes.length > 10, `${name}: axe looked at the page`);
        found.push(...told(results).map(line => `${name}: ${line}`));
      }
      assert.deepEqual(found, []);
      assert.deepEqual(panel.complaints, []);
    } finally {
      await panel.close();
    }
  });
}

for (const [width, language] of [
  [320, 'en'],
  [320, 'ru'],
  [320, 'zh-cn'],
  [640, 'ru'],
] as const) {
  test(`nothing is cut off at ${width} px, ${language}`, async () => {
    const panel = await openPanelPage({ width });
    try {
      for (const [name, { messages, click }] of Object.entries(views)) {
        await panel.tell(init(language), { kind: 'idle' }, ...messages);
        if (click) await panel.page.locator(click).first().click();
        const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} is ${wide} px wide`);
      }
    } finally {
      await panel.close();
    }
  });
}
