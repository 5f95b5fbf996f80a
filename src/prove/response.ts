import type { Because } from '../model/proof';
import type { ResponseHead } from './http';

/** Why a response can't be the file as it is; null where it can. */
export function refusalOf(head: ResponseHead | 'not-http' | null): Because | null {
  if (head === null) return null;
  if (head === 'not-http') return { id: 'not-http', args: {} };
  const { status, headers } = head;
  if (status === 404 || status === 410) return { id: 'not-found', args: { status } };
  if (status === 401 || status === 403 || status === 407) return { id: 'credentials', args: { status } };
  if (status >= 300 && status < 400)
    return { id: 'redirected', args: { status, location: headers.get('location') ?? '?' } };
  if (status !== 200 && status !== 206) return { id: 'other-status', args: { status } };
  // Random bytes do not compress: gzip stores them as they are, and copies of them would pass for the file's own.
  const encoding = contentEncoding(head);
  return encoding === null ? null : { id: 'content-encoded', args: { encoding } };
}

/** The encoding of the body, where it has one. */
export function contentEncoding(head: ResponseHead): string | null {
  const encoding =
    headers(head, 'content-encoding') ?? headers(head, 'transfer-encoding')?.replace(/,?\s*chunked$/i, '');
  return encoding && encoding.toLowerCase() !== 'identity' ? encoding : null;
}

const headers = (head: ResponseHead, name: string) => head.headers.get(name);

/** The proxy or cache that the response names (Via, Age, X-Cache); null if it names none. */
export function intermediary(head: ResponseHead): string | null {
  for (const name of ['via', 'x-cache', 'age']) {
    const value = headers(head, name);
    if (value !== undefined) return `${name}: ${value}`;
  }
  return null;
}
