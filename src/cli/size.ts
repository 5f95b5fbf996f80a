import { message } from '../messages/message';
import { Problem } from '../model/problem';

const powers = ['', 'k', 'm', 'g', 't'];

/**
 * Bytes of `512`, `4k`, `64KiB`, `1.5MiB`: k, M, G, T count in 1024 with or without `iB`; kB, MB, GB, TB in 1000.
 * Null of anything else, and where it is no whole number of bytes.
 */
export function sizeOf(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(?:([kmgt])(ib|b)?|b)?$/i.exec(text.trim());
  if (!match) return null;
  const [, figure = '', prefix = '', suffix = ''] = match;
  const base = suffix.toLowerCase() === 'b' ? 1000 : 1024;
  const bytes = Number(figure) * base ** powers.indexOf(prefix.toLowerCase());
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** The size an option was given, or a Problem that names it. */
export function sizeOption(option: string, text: string): number {
  const bytes = sizeOf(text);
  if (bytes !== null) return bytes;
  throw new Problem('input', {
    what: message('cli.size', { option, text }),
    why: message('cli.size.why'),
    remedy: message('cli.size.remedy', { option }),
  });
}
