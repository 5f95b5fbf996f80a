import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CheckedReport } from '../../session/reportCheck';

/** More than the largest report that is read takes as objects. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

/** Checks a report in a thread of its own, `path` being its bundle. Rejects where the thread broke. */
export const checkInThread = (
  data: Uint8Array,
  path = join(__dirname, 'reportThread.js'),
): Promise<CheckedReport> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(path, { workerData: data, resourceLimits });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', code => reject(new Error(`exit ${code}`)));
  });
