import { verbatim } from '../../src/model/message';
import { report } from '../unit/panelReports';

const bad = `</script><img src=x onerror="window.broken=1">\u202egnp.exe${'A'.repeat(1 << 20)}`;
const good = report();
const [first] = good.transfers;
const withNote = (note: string, times: number) => ({
  ...good,
  transfers: [
    { ...first, notes: Array.from({ length: times }, () => verbatim(note)) },
    ...good.transfers.slice(1),
  ],
});

/** What is opened, and what is then said: in a message, or in the panel. */
export const oddReports: { name: string; text: () => string; message?: RegExp; panel?: RegExp }[] = [
  {
    name: 'cut',
    text: () => '{"schema":"iopath-report/1","machine":',
    message: /not JSON, or it was cut off/,
  },
  { name: 'later', text: () => '{"schema":"iopath-report/9"}', message: /iopath-report\/9/ },
  { name: 'nan', text: () => JSON.stringify(good).replace(/"mad":[\d.]+/, '"mad":NaN'), message: /not JSON/ },
  {
    name: 'endless',
    text: () => JSON.stringify(good).replace(/"mad":[\d.]+/, '"mad":1e999'),
    message: /transfers\.0\.\S+ does not fit/,
  },
  {
    name: 'negative',
    text: () => JSON.stringify({ ...good, input: { ...good.input, bytes: -1 } }),
    message: /input\.bytes does not fit/,
  },
  {
    name: 'hostile',
    text: () =>
      JSON.stringify({
        ...withNote(bad, 1),
        advice: { ...good.advice, text: verbatim(bad), limits: verbatim(bad) },
        tool: bad,
      }),
    panel: /onerror=[\s\S]*⟨U\+202E⟩gnp/,
  },
  { name: 'large', text: () => JSON.stringify(withNote('x'.repeat(2 ** 20), 50)), panel: /Measured locally/ },
  {
    name: 'too-large',
    text: () => JSON.stringify(withNote('x'.repeat(2 ** 20), 70)),
    message: /are read up to/,
  },
];
