/**
 * Registers tests for the extension host. `node:test` needs a process of its own and VS Code's extension host is
 * somebody else's, so these few lines stand in: one test after another, a time limit, a reason for each skip.
 */
export interface Test {
  name: string;
  body: () => Promise<void> | void;
}

/** Thrown by `skip()`: the test does not apply here, and says why. */
export class Skipped extends Error {}

export const registered: Test[] = [];

export function test(name: string, body: Test['body']): void {
  registered.push({ name, body });
}

/** @public For tests that do not apply on this machine. */
export function skip(reason: string): never {
  throw new Skipped(reason);
}
