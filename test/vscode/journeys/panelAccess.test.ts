import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/lib/browser.mjs';
import { openPanelPage, themeNames } from '../panelPage';
import { init, views } from '../panelScenes';

const axe = readFileSync(
  createRequire(`${process.cwd()}/package.json`).resolve('axe-core/axe.min.js'),
  'utf8',
);

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

function told({ violations }: AxeResults): string[] {
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(node => `${id}: ${node.html.slice(0, 160)} ${node.any.map(check => check.message).join('; ')}`),
  );
}

/** A theme changes only colours: after the first theme, only the rules about colours are checked. */
const ofColours = ['color-contrast', 'link-in-text-block'];

for (const [at, theme] of themeNames.entries()) {
  test(`axe-core finds nothing in any view, theme ${theme}`, async () => {
    const panel = await openPanelPage({ browser, theme });
    try {
      await panel.page.evaluate(axe);
      const found: string[] = [];
      for (const [name, { init: changes, messages, click }] of Object.entries(views)) {
        await panel.tell(init('en', changes), { kind: 'idle' }, ...messages);
        if (click) await panel.page.locator(click).first().click();
        const results = await panel.page.evaluate(
          rules =>
            (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(
              rules ? { runOnly: rules } : {},
            ),
          at === 0 ? null : ofColours,
        );
        assert.ok(results.passes.length > (at === 0 ? 10 : 0), `${name}: axe looked at the page`);
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
    const panel = await openPanelPage({ browser, width });
    try {
      for (const [name, { init: changes, messages, click }] of Object.entries(views)) {
        await panel.tell(init(language, changes), { kind: 'idle' }, ...messages);
        if (click) await panel.page.locator(click).first().click();
        const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${name} is ${wide} px wide`);
      }
    } finally {
      await panel.close();
    }
  });
}
