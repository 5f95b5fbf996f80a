// actionlint, which Debian does not have: from its source, by Go, into the user's cache.
import { join } from 'node:path';
import { cached, cacheFolder } from './cache.mjs';
import { quietly } from './command.mjs';

/** The last one that Go 1.19 builds, which is Debian 12's. */
const version = '1.7.3';
const name = `actionlint-${version}`;

/**
 * Where the program is once it was fetched.
 * @throws {UserError} where no cache can be kept
 */
export const actionlintFolder = () => join(cacheFolder(), name);

/** Builds it with the Go program at that path, unless it is there. */
export const fetchActionlint = go =>
  cached(name, async folder => {
    const module = `github.com/rhysd/actionlint/cmd/actionlint@v${version}`;
    await quietly(go, ['install', module], { env: { ...process.env, GOBIN: folder }, limitMs: 600_000 });
  });
