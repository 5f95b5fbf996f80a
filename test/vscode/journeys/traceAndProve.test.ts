// What is observed of programs, as a person walks through it. One VS Code: a start costs as much as a walk.
import { test } from 'node:test';
import { sharedJourney } from '../driver';
import { proveAndChange } from '../proveAndChange';
import { traceAndFix } from '../traceAndFix';

const limit = { timeout: 900_000 };
const observing = sharedJourney({ name: 'observing' });

test('a Python program is traced, its loop fixed, and traced again: before and after', limit, () =>
  observing('trace', traceAndFix),
);

// It comes last: it changes the size of the window.
test('a server of the workspace copies, is changed, and is proved to send by reference', limit, () =>
  observing('prove', proveAndChange),
);
