// Builds the native backend: `node scripts/native.mjs [--sanitize] [--force]` → dist/native/iopath.node, or with
// --sanitize → out/native-sanitize/iopath.node. Does nothing when it is up to date.
import './lib/root.mjs';
import { buildBackend } from './lib/backend.mjs';
import { parseArgs } from './lib/options.mjs';
import { main } from './lib/say.mjs';

const { values } = parseArgs({ options: { sanitize: { type: 'boolean' }, force: { type: 'boolean' } } });

await main(() => buildBackend(values));
