// Where the studies keep what they download: outside the repository.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder of `npm run study -- --cache`, or the user's own cache (XDG Base Directory Specification). */
export const cacheFolder = () =>
  process.env.IOPATH_STUDIES_CACHE ??
  join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'iopath', 'studies');
