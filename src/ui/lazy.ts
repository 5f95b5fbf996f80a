/** A value that is made at the first call, and once. */
export interface Lazy<T> {
  (): Promise<T>;
  /** What was made; null before that. */
  readonly now: T | null;
}

/** Calls `make` at the first call and keeps its result. Where it fails, the next call tries again. */
export function lazy<T>(make: () => Promise<T>): Lazy<T> {
  let asked: Promise<T> | null = null;
  let made: T | null = null;
  const get = () => {
    asked ??= make().then(
      result => {
        made = result;
        return result;
      },
      error => {
        asked = null;
        throw error;
      },
    );
    return asked;
  };
  return Object.defineProperty(get, 'now', { get: () => made }) as unknown as Lazy<T>;
}
