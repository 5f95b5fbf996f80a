// The relays of a trace as a profile in pprof's format (github.com/google/pprof, proto/profile.proto), not yet compressed.
import { Location, Function as Named, Profile, Sample, StringTable, ValueType } from 'pprof-format';
import type { End, Trace, TracedRelay } from '../model/trace';

/** A frame of a stack: a function, its file and line; 0 where there is no line. */
interface Frame {
  name: string;
  file: string;
  line: number;
}

const endName = ({ kind, name }: End) => name || `other ${kind}s`;

/** The line that relays, below what it moves between, below its process. */
function stackOf({ location, process, from, to }: TracedRelay): Frame[] {
  const leaf = location
    ? { name: location.function ?? location.file, file: location.file, line: location.line ?? 0 }
    : { name: 'unknown line', file: '', line: 0 };
  const route = { name: `${endName(from)} -> ${endName(to)}`, file: '', line: 0 };
  return [leaf, route, { name: process.name, file: '', line: 0 }];
}

/** Each frame once, as a location and the function it lies in; ids begin at 1. */
class Frames {
  readonly functions: Named[] = [];
  readonly locations: Location[] = [];
  private readonly ids = new Map<string, number>();

  constructor(private readonly strings: StringTable) {}

  idOf({ name, file, line }: Frame): number {
    const key = JSON.stringify([name, file, line]);
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.ids.size + 1;
    this.ids.set(key, id);
    const [text, path] = [this.strings.dedup(name), this.strings.dedup(file)];
    this.functions.push(new Named({ id, name: text, systemName: text, filename: path }));
    this.locations.push(new Location({ id, line: [{ functionId: id, line }] }));
    return id;
  }
}

/** A sample for each relay, with its bytes, the calls that moved them and the bytes that the CPU copied. */
export function tracePprof({ relays, wallNs }: Trace): Uint8Array {
  const strings = new StringTable();
  const valueType = (type: string, unit: string) =>
    new ValueType({ type: strings.dedup(type), unit: strings.dedup(unit) });
  const sampleType = [valueType('bytes', 'bytes'), valueType('calls', 'count'), valueType('copied', 'bytes')];
  const frames = new Frames(strings);
  const sample = relays.map(
    relay =>
      new Sample({
        locationId: stackOf(relay).map(frame => frames.idOf(frame)),
        value: [relay.bytes, relay.calls, relay.copiedBytes],
      }),
  );
  return new Profile({
    sampleType,
    sample,
    location: frames.locations,
    function: frames.functions,
    stringTable: strings,
    durationNanos: wallNs,
  }).encode();
}
