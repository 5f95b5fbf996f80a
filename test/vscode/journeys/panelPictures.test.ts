// Every view of the panel at each width and in each language, the themes in turn: nothing is cut off, and the pictures
// are kept for those who look at them. axe-core looks once at each width and in each language; panelAccess has the themes.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../../../scripts/lib/browser.mjs';
import { openPanelPage, type PanelPage, themeNames } from '../panelPage';
import { init, type PanelLanguage, traced, views } from '../panelScenes';

const axe = readFileSync(
  createRequire(`${process.cwd()}/package.json`).resolve('axe-core/axe.min.js'),
  'utf8',
);
const folder = join('out', 'screenshots', 'panel');
const widths = [320, 700, 1400];
const languages: PanelLanguage[] = ['en', 'zh-cn', 'ru'];
const cases = widths.flatMap(width => languages.map(language => ({ width, language })));

let browser: Browser;
before(async () => {
  browser = await launchBrowser();
});
after(() => browser.close());

/** What axe-core says against the view that is shown. */
async function violations({ page }: PanelPage): Promise<string[]> {
  const { violations, passes } = await page.evaluate(() =>
    // Whole results of violations only: those of what passes, an entry for each node, cost as much as the checks.
    (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
      resultTypes: ['violations'],
    }),
  );
  assert.ok(passes.length > 10, 'axe looked at the page');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}

/** Figures whose text breaks over lines, and tables of a trace that are wider than a page of a usual width. */
const misfits = ({ page }: PanelPage, width: number): Promise<string[]> =>
  page.evaluate(wide => {
    const shown = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const broken = shown('.verdict-line b, .tile b, td .value, thead .unit').filter(
      one => new Set([...one.getClientRects()].map(({ top }) => top)).size > 1,
    );
    const cut = wide ? shown('.relays .scroll, .moves .scroll') : [];
    return [
      ...broken.map(one => `on two lines: ${one.textContent}`),
      ...cut
        .filter(one => one.scrollWidth > one.clientWidth)
        .map(one => `cut: ${one.ariaLabel ?? one.className}`),
    ];
  }, width >= 700);

for (const [at, { width, language }] of cases.entries()) {
  const theme = themeNames[at % themeNames.length]!;
  const looks = at % 4 === 0;
  test(`views at ${width} px, ${language}, ${theme}: nothing is cut off${looks ? ', and axe-core finds nothing' : ''}`, async () => {
    mkdirSync(folder, { recursive: true });
    const panel = await openPanelPage({ browser, width, theme });
    try {
      if (looks) await panel.page.evaluate(axe);
      const found: string[] = [];
      for (const [name, { init: changes, messages, click }] of Object.entries(views)) {
        await panel.tell(init(language, changes), { kind: 'idle' }, ...messages);
        if (click) await panel.page.locator(click).first().click();
        const path = join(folder, `${name}-${width}-${language}-${theme}.png`);
        await panel.page.screenshot({ path, fullPage: true });
        const wide = await panel.page.evaluate(() => document.documentElement.scrollWidth);
        if (wide > width) found.push(`${name}: ${wide} px wide`);
        found.push(...(await misfits(panel, width)).map(text => `${name}: ${text}`));
        if (looks) found.push(...(await violations(panel)).map(text => `${name}: ${text}`));
      }
      assert.deepEqual(found, []);
      assert.deepEqual(panel.complaints, []);
    } finally {
      await panel.close();
    }
  });
}

test('a figure that grew where less is better is not drawn as a gain', async () => {
  const panel = await openPanelPage({ browser });
  try {
    await panel.tell(init('en'), { kind: 'idle' }, ...traced());
    const worse = panel.page.locator('.traced-tiles .tile:has(.worse) dt');
    await worse.first().waitFor();
    assert.deepEqual(await worse.allInnerTexts(), ['Mode switches of relays']);
  } finally {
    await panel.close();
  }
});
