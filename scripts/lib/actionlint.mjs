// Builds actionlint, which Debian does not package, from source with Go, in the user's cache.
import { join } from 'node:path';
import { cached, cacheFolder } from './cache.mjs';
import { quietly } from './command.mjs';

/** The last version that Debian 12's Go 1.19 can build. */
const version = '1.7.3';
const name = `actionlint-${version}`;

/**
 * The path of the program after it was fetched.
 * @throws {UserError} where no cache can be kept
 */
export const actionlintFolder = () => join(cacheFolder(), name);

/** Builds it with the Go program at that path, unless it is there. */
export const fetchActionlint = go =>
  cached(name, async folder => {
    const module = `github.com/rhysd/actionlint/cmd/actionlint@v${version}`;
    await quietly(go, ['install', module], { env: { ...process.env, GOBIN: folder }, limitMs: 600_000 });
  });
