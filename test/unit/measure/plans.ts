// Plans that tests of planning and of the search start from.
import type { Input } from '../../../src/measure/files';
import { plan } from '../../../src/measure/plan';
import { defaultRequest } from '../../../src/measure/request';
import type { ProfileRequest } from '../../../src/model/profile';
import { mib, probe } from './samples';

/** Two files of 203 MiB together. */
export const input: Input = {
  files: [
    { path: '/d/a', offset: 0, length: 3 * mib },
    { path: '/d/b', offset: 0, length: 200 * mib },
  ],
  bytes: 203 * mib,
  modifiedMs: 1,
  directory: '/d',
  excluded: [],
  identities: [],
};

/** The cells of a request on `input`, on a machine of that many CPUs. */
export const planned = (changes: Partial<ProfileRequest> = {}, cpus = 2) =>
  plan({
    request: { ...defaultRequest, paths: ['/d'], receiver: 'poll', ...changes },
    input,
    probe: probe(),
    cpus,
  });
