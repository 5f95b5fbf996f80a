// Pictures of the panel: every view at three widths, in four themes and three languages, under out/pictures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { panelHelpers } from './panelHelpers.mjs';

export const about = 'pictures of the panel at 320, 700 and 1400 px, in four themes and three languages';

const widths = [320, 700, 1400];
const languages = ['en', 'zh-cn', 'ru'];
/** The visible part of the panel in a window of 900 px. */
const firstScreen = 620;

export default async function bench({ say }) {
  const { openPanelPage, themeNames, init, views } = await panelHelpers();
  const folder = 'out/pictures';
  mkdirSync(folder, { recursive: true });
  for (const theme of themeNames)
    for (const width of widths) {
      const panel = await openPanelPage({ theme, width, height: firstScreen });
      try {
        for (const language of languages)
          for (const [name, { init: changes, messages, click }] of Object.entries(views)) {
            await panel.tell(init(language, changes), { kind: 'idle' }, ...messages);
            if (click) await panel.page.locator(click).first().click();
            const file = join(folder, `${name}-${width}-${theme}-${language}`);
            await panel.page.screenshot({ path: `${file}.png` });
            if (theme === 'dark') await panel.page.screenshot({ path: `${file}-whole.png`, fullPage: true });
          }
      } finally {
        await panel.close();
      }
      say(`${theme}, ${width} px: ${folder}`);
    }
}
