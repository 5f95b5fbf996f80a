import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A figure as a collector receives it. */
export interface Received {
  name: string;
  unit: string;
  value: number;
  attributes: Record<string, unknown>;
}

export interface Collector {
  address: string;
  /** Paths that were posted to. */
  paths: string[];
  /** All received bytes, to search for contents that must not be sent. */
  text(): string;
  received(): Received[];
  close(): void;
}

interface Value {
  stringValue?: string;
  intValue?: number | string;
  doubleValue?: number;
}
interface Point {
  asDouble?: number;
  asInt?: number | string;
  attributes: { key: string; value: Value }[];
}
interface Body {
  resourceMetrics: {
    scopeMetrics: { metrics: { name: string; unit: string; gauge: { dataPoints: Point[] } }[] }[];
  }[];
}

const plain = ({ stringValue, intValue, doubleValue }: Value) =>
  stringValue ?? Number(intValue ?? doubleValue);

/** An OTLP receiver over HTTP and JSON (OTLP specification 1.3) on loopback. `status` is what it answers. */
export async function collector(status = 200): Promise<Collector> {
  const paths: string[] = [];
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', piece => {
      body += piece;
    });
    request.on('end', () => {
      paths.push(request.url ?? '');
      bodies.push(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    paths,
    text: () => bodies.join('\n'),
    received: () =>
      bodies
        .flatMap(body => (JSON.parse(body) as Body).resourceMetrics)
        .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics))
        .flatMap(({ name, unit, gauge }) =>
          gauge.dataPoints.map(({ asDouble, asInt, attributes }) => ({
            name,
            unit,
            value: Number(asDouble ?? asInt),
            attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, plain(value)])),
          })),
        ),
    close: () => server.close(),
  };
}
