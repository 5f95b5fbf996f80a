// Where the ends of a trace and the bytes between them are drawn: ends in two columns, bands between them.

/** Bytes from one end to another; `inKernel` where they were not copied through user space. */
export interface ByteFlow {
  from: string;
  to: string;
  bytes: number;
  inKernel: boolean;
}

/** An end on one side; `y` and `height` in pixels. */
export interface FlowEnd {
  name: string;
  bytes: number;
  y: number;
  height: number;
}

/** A band from `fromY` to `toY` (its middle at either side), `width` pixels across. */
export interface FlowBand {
  flow: ByteFlow;
  fromY: number;
  toY: number;
  width: number;
}

export interface FlowLayout {
  from: FlowEnd[];
  to: FlowEnd[];
  bands: FlowBand[];
  height: number;
}

/** Pixels of the largest end, of the smallest band, of an end at least (two lines of text), and between two ends. */
const largest = 120;
const thinnest = 2;
const shortest = 34;
const gap = 10;

/** Lays out at most `most` flows, the largest first. */
export function layOutFlows(flows: readonly ByteFlow[], most = 8): FlowLayout {
  const shown = [...flows].sort((a, b) => b.bytes - a.bytes).slice(0, most);
  const from = endsOf(shown, ({ from }) => from);
  const to = endsOf(shown, ({ to }) => to);
  const total = Math.max(1, ...[...from, ...to].map(({ bytes }) => bytes));
  const widthOf = (bytes: number) => Math.max(thinnest, (largest * bytes) / total);
  place(from, shown, widthOf, ({ from }) => from);
  place(to, shown, widthOf, ({ to }) => to);
  const bands = bandsOf(shown, from, to, widthOf);
  const bottom = [...from, ...to].map(({ y, height }) => y + height);
  return { from, to, bands, height: Math.max(0, ...bottom) };
}

function endsOf(flows: readonly ByteFlow[], nameOf: (flow: ByteFlow) => string): FlowEnd[] {
  const bytes = new Map<string, number>();
  for (const flow of flows) bytes.set(nameOf(flow), (bytes.get(nameOf(flow)) ?? 0) + flow.bytes);
  return [...bytes].map(([name, sum]) => ({ name, bytes: sum, y: 0, height: 0 }));
}

function place(
  ends: FlowEnd[],
  flows: readonly ByteFlow[],
  widthOf: (bytes: number) => number,
  nameOf: (flow: ByteFlow) => string,
): void {
  let y = 0;
  for (const end of ends) {
    const own = flows.filter(flow => nameOf(flow) === end.name);
    end.y = y;
    end.height = Math.max(
      shortest,
      own.reduce((sum, { bytes }) => sum + widthOf(bytes), 0),
    );
    y += end.height + gap;
  }
}

function bandsOf(
  flows: readonly ByteFlow[],
  from: readonly FlowEnd[],
  to: readonly FlowEnd[],
  widthOf: (bytes: number) => number,
): FlowBand[] {
  const used = new Map<FlowEnd, number>();
  const middle = (ends: readonly FlowEnd[], name: string, width: number) => {
    const end = ends.find(one => one.name === name)!;
    const start = used.get(end) ?? 0;
    used.set(end, start + width);
    return end.y + start + width / 2;
  };
  return flows.map(flow => {
    const width = widthOf(flow.bytes);
    return { flow, width, fromY: middle(from, flow.from, width), toY: middle(to, flow.to, width) };
  });
}
