// `npm run package`: a VSIX for this platform in out/. Says its size and where it is.
import './lib/root.mjs';
import { statSync } from 'node:fs';
import { main, say } from './lib/say.mjs';
import { makeVsix } from './lib/vsix.mjs';

await main(async () => {
  const file = await makeVsix();
  say(`${(statSync(file).size / 1024 / 1024).toFixed(1)} MiB`);
  console.log(file);
});
