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

/** A theme changes only colours: panelPictures checks the first theme by all rules, at each width. */
const ofColours = ['color-contrast', 'link-in-text-block'];

for (const theme of themeNames.slice(1)) {
  test(`axe-core finds no fault of colours in any view, theme ${theme}`, async () => {
    const panel = await openPanelPage({ browser, theme });
    try {
      await panel.page.evaluate(axe);
      const found: string[] = [];
      for (const [name, { init: changes, messages, click }] of Object.entries(views)) {
        await panel.tell(init('en', changes), { kind: 'idle' }, ...messages);
        if (click) await panel.page.locator(click).first().click();
        const results = await panel.page.evaluate(
          options =>
            (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options),
          { runOnly: ofColours, resultTypes: ['violations'] },
        );
        assert.ok(results.passes.length > 0, `${name}: axe looked at the page`);
        found.push(...told(results).map(line => `${name}: ${line}`));
      }
      assert.deepEqual(found, []);
      assert.deepEqual(panel.complaints, []);
    } finally {
      await panel.close();
    }
  });
}

test('nothing is cut off at 640 px, ru', async () => {
  const panel = await openPanelPage({ browser, width: 640 });
  try {
    for (const [name, { init: changes, messages, click }] of Object.entries(views)) {
      await panel.tell(init('ru', changes), { kind: 'idle' }, ...messages);
      if (click) await panel.page.locator(click).first().click();
      const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 640, `${name} is ${wide} px wide`);
    }
  } finally {
    await panel.close();
  }
});
