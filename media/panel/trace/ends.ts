import type { End, TracedProcess } from '../../../src/model/trace';
import { endName, processName } from '../../../src/report/traceWords';
import { textOf } from '../text';

/** A descriptor's name; of many that were added up, what they are. */
export const endText = (end: End): string => textOf(endName(end), 300);

/** At most `letters` of a name: a path's end identifies it. */
export function shortEnd(name: string, letters: number): string {
  return name.length <= letters ? name : `…${name.slice(name.length - Math.max(1, letters - 1))}`;
}

export const processText = (process: TracedProcess): string => textOf(processName(process), 80);
