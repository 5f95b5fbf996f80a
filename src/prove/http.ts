/** The parameters of a request. */
export interface RequestPlan {
  version: '1.0' | '1.1';
  /** Path and query. */
  target: string;
  host: string;
  /** Whole header lines, such as `Authorization: Basic …`. */
  headers: readonly string[];
  /** First and last byte; null for the whole file. */
  range: { first: number; last: number } | null;
}

/** The request's bytes. Content encodings are declined, unless a header asks: encoded bytes can't be told from copies. */
export function requestBytes({ version, target, host, headers, range }: RequestPlan): Buffer {
  const lines = [
    `GET ${target} HTTP/${version}`,
    `Host: ${host}`,
    'User-Agent: iopath',
    'Accept: */*',
    ...(headers.some(header => /^accept-encoding:/i.test(header)) ? [] : ['Accept-Encoding: identity']),
    ...(range ? [`Range: bytes=${range.first}-${range.last}`] : []),
    ...headers,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

export interface ResponseHead {
  status: number;
  /** Names in lower case. */
  headers: ReadonlyMap<string, string>;
  /** Bytes up to the body's first one. */
  length: number;
}

/** The longest accepted header. */
const longestHead = 64 * 1024;

/** The final response's header; null while it is incomplete, `not-http` if there is none. */
export function parseHead(stream: Buffer): ResponseHead | 'not-http' | null {
  let start = 0;
  for (;;) {
    const rest = stream.subarray(start, start + longestHead);
    const end = rest.indexOf('\r\n\r\n');
    const text = rest.subarray(0, end < 0 ? rest.length : end).toString('latin1');
    if (!'HTTP/1.'.startsWith(text.slice(0, 7))) return 'not-http';
    if (end < 0) return rest.length === longestHead ? 'not-http' : null;
    const status = Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1]);
    if (!status) return 'not-http';
    start += end + 4;
    // 100 and 103 come before the response that counts.
    if (status >= 200) return { status, headers: headersOf(text), length: start };
  }
}

function headersOf(text: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of text.split('\r\n').slice(1)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}
