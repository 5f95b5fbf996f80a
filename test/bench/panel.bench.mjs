// The panel's size and speed. The page is the built one, in a browser without the editor.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { panelHelpers } from './panelHelpers.mjs';

export const about = 'size of the bundle, time to first paint, time to show and scroll a large report';

const rounds = 9;

const sorted = values => values.toSorted((a, b) => a - b);
const median = values => sorted(values)[Math.floor(values.length / 2)];
const spread = values => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(1)} ms (${least.toFixed(1)} to ${most.toFixed(1)}, ${values.length} rounds)`;
};

/** From the message to the frame that shows it: script, style, layout and paint. */
async function timeToShow(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    const before = performance.now();
    await new Promise(done => {
      addEventListener('message', done, { once: true });
      postMessage(window.large, '*');
    });
    await frame(); // The panel renders in this frame, asked for before ours …
    document.documentElement.getBoundingClientRect(); // … and is laid out here.
    return performance.now() - before;
  });
}

/** CPU time of the page's main thread over `body`, ms: on a busy machine it says more than the clock. */
async function cpuTime(session, body) {
  const busy = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
  };
  const before = await busy();
  await body();
  return (await busy()) - before;
}

/** Longest frame while the page scrolls from end to end, and how many took more than two of the display's. */
async function scroll(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const times = [];
    const step = document.documentElement.scrollHeight / 120;
    let last = await frame();
    for (let at = 0; at < 120; at += 1) {
      scrollTo(0, at * step);
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return {
      longest: Math.max(...times),
      late: times.filter(time => time > 34).length,
      frames: times.length,
    };
  });
}

/** First paint of a fresh page, counted from its navigation. */
async function firstPaint(page, init) {
  await page.reload();
  return page.evaluate(async given => {
    postMessage(given, '*');
    postMessage({ kind: 'idle' }, '*');
    const entry = () => performance.getEntriesByName('first-contentful-paint')[0];
    while (!entry()) await new Promise(requestAnimationFrame);
    return entry().startTime;
  }, init);
}

export default async function bench({ say }) {
  for (const name of ['panel.js', 'panel.css']) {
    const bytes = readFileSync(`dist/panel/${name}`);
    const packed = gzipSync(bytes, { level: 9 }).length;
    say(`${name}: ${(bytes.length / 1024).toFixed(0)} KiB, gzipped ${(packed / 1024).toFixed(1)} KiB`);
  }
  const { openPanelPage, init, shown, largeReport } = await panelHelpers();
  const panel = await openPanelPage();
  try {
    const paints = [];
    for (let round = 0; round < rounds; round += 1) paints.push(await firstPaint(panel.page, init()));
    say(`first paint of the page: ${spread(paints)}`);
    // Passed to the page once: the transport of 9 MB is not the panel's work.
    await panel.page.evaluate(
      given => {
        window.large = given;
      },
      shown(largeReport(200, 50)),
    );
    const session = await panel.page.context().newCDPSession(panel.page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const show = async () => {
      let shownAfter = 0;
      const busy = await cpuTime(session, async () => {
        shownAfter = await timeToShow(panel.page);
      });
      return { shownAfter, busy };
    };
    const first = [];
    for (let round = 0; round < rounds; round += 1) {
      await panel.tell(init(), { kind: 'idle' });
      first.push(await show());
      await panel.tell();
    }
    say(`200 transfers × 50 runs, first screen shown: ${spread(first.map(({ shownAfter }) => shownAfter))}`);
    say(`  CPU time of the page in it: ${spread(first.map(({ busy }) => busy))}`);
    await panel.page.waitForFunction(() => document.querySelectorAll('.strategies tbody tr').length >= 200);
    const again = [];
    for (let round = 0; round < rounds; round += 1) again.push((await show()).shownAfter);
    say(`the same again, as a live run does after each round: ${spread(again)}`);
    const { longest, late, frames } = await scroll(panel.page);
    say(`scrolled end to end: longest frame ${longest.toFixed(1)} ms, ${late} of ${frames} frames late`);
  } finally {
    await panel.close();
  }
}
