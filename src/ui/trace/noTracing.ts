import { demandTracing } from '../trust';
import type { Tracing } from './tracing';

/** Where there is no process to trace with, a browser above all: every request says why and how to get it. */
export function createNoTracing(): Tracing {
  const refuse = async () => demandTracing('web');
  return {
    traceCommand: refuse,
    traceProcess: refuse,
    traceAgain: refuse,
    showTrace: refuse,
    revealRelay: refuse,
    fixRelay: refuse,
    lastTrace: () => null,
    dispose: () => {},
  };
}
