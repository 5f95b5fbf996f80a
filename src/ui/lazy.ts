/** A value that is created once, at the first call. */
export interface Lazy<T> {
  (): Promise<T>;
  /** The value; null before the first call. */
  readonly now: T | null;
}

/** Calls `make` at the first call and keeps its result. Where it fails, the next call tries again. */
export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let requested: Promise<T> | null = null;
  let made: T | null = null;
  const get = () => {
    requested ??= make().then(
      result => {
        made = result;
        return result;
      },
      error => {
        requested = null;
        throw error;
      },
    );
    return requested;
  };
  return Object.defineProperty(get, 'now', { get: () => made }) as unknown as Lazy<T>;
}
