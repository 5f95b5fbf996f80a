// Formats figures for people. Pure and safe in a browser; every place that shows a figure uses it.

/** A unit and how many base units (bytes, nanoseconds, bytes per second) it holds. */
export interface Unit {
  name: string;
  size: number;
}

export const byteUnits: Unit[] = ['B', 'KiB', 'MiB', 'GiB', 'TiB'].map((name, power) => ({
  name,
  size: 1024 ** power,
}));
export const rateUnits: Unit[] = byteUnits.map(({ name, size }) => ({ name: `${name}/s`, size }));
export const timeUnits: Unit[] = [
  { name: 'ns', size: 1 },
  { name: 'µs', size: 1e3 },
  { name: 'ms', size: 1e6 },
  { name: 's', size: 1e9 },
];

export interface Format {
  /** `1,234,567`: a whole figure, grouped. */
  count(value: number): string;
  /** Three significant digits, never an exponent. */
  number(value: number): string;
  /** `64 KiB`, `1.5 GiB`. */
  bytes(value: number): string;
  /** `2.31 GiB/s`, from bytes per second. */
  rate(value: number): string;
  /** `340 µs`, from nanoseconds. */
  nanoseconds(value: number): string;
  /** `0.41×`, `0.0014×`. */
  ratio(value: number): string;
  /** `17 %`, from a part of 1. */
  percent(part: number): string;
  /** A value in a unit already chosen, with fixed decimals: cells of one column. */
  fixed(value: number, decimals: number): string;
}

/** The largest unit in which `value` is at least 1, else the smallest. */
export function unitOf(value: number, units: Unit[]): Unit {
  const magnitude = Math.abs(value);
  return units.findLast(unit => magnitude >= unit.size) ?? units[0]!;
}

/**
 * One unit and one number of decimals for a whole column: the unit of the smallest figure that is not 0, so that
 * none reads 0.00, unless the largest would then run to six digits.
 */
export function columnUnit(values: number[], units: Unit[]): { unit: Unit; decimals: number } {
  const sizes = values.map(Math.abs).filter(value => value > 0 && Number.isFinite(value));
  if (sizes.length === 0) return { unit: units[0]!, decimals: 0 };
  const smallest = Math.min(...sizes);
  const largest = Math.max(...sizes);
  const low = unitOf(smallest, units);
  const unit = largest / low.size < 1e5 ? low : unitOf(largest, units);
  return { unit, decimals: decimalsFor(smallest / unit.size) };
}

/** Decimals that leave about three significant digits of `value`; at most 3. */
export function decimalsFor(value: number): number {
  const magnitude = Math.abs(value);
  if (magnitude === 0 || magnitude >= 100) return 0;
  if (magnitude >= 10) return 1;
  return magnitude >= 1 ? 2 : 3;
}

/** Formats for one language (BCP 47). A number format is made once, when first needed: to make one takes milliseconds. */
export function createFormat(asked = 'en'): Format {
  const language = knownTag(asked);
  const numbers = (options: Intl.NumberFormatOptions) => once(() => new Intl.NumberFormat(language, options));
  const whole = numbers({ maximumFractionDigits: 0 });
  const digits = numbers({ maximumSignificantDigits: 3 });
  const byDecimals = [0, 1, 2, 3].map(n => numbers({ minimumFractionDigits: n, maximumFractionDigits: n }));
  const number = (value: number) => (Math.abs(value) >= 1000 ? whole : digits)().format(value);
  const inUnit = (value: number, units: Unit[]) => {
    const unit = unitOf(value, units);
    return `${number(value / unit.size)} ${unit.name}`;
  };
  // Two decimals, but two significant digits for values that would read 0.00.
  const small = numbers({ maximumSignificantDigits: 2 });
  const ratioDigits = (value: number) => (value > 0 && value < 0.095 ? small : byDecimals[2]!);
  return {
    count: value => whole().format(value),
    number,
    bytes: value => inUnit(value, byteUnits),
    rate: value => inUnit(value, rateUnits),
    nanoseconds: value => inUnit(value, timeUnits),
    ratio: value => `${ratioDigits(value)().format(value)}×`,
    percent: part => `${number(part * 100)} %`,
    fixed: (value, decimals) => byDecimals[Math.max(0, Math.min(3, decimals))]!().format(value),
  };
}

/** A lazy value: `make` is called at the first use. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** A language tag that Intl accepts: an editor may pass a POSIX locale such as `en-US@posix`, which is not a tag. */
export function knownTag(language: string): string {
  for (const tag of [language, language.split(/[@._]/)[0] ?? ''])
    try {
      if (Intl.getCanonicalLocales(tag).length > 0) return tag;
    } catch {
      // not a tag of BCP 47
    }
  return 'en';
}
