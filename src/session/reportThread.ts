// A thread that checks the bytes of one report: to parse and check a large one takes tens of milliseconds, which no
// editor should wait for.
import { parentPort, workerData } from 'node:worker_threads';
import { checkPacked } from './reportCheck';

parentPort?.postMessage(checkPacked(workerData as Uint8Array));
