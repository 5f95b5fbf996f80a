/** Runs one task at a time, in the order of the calls. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves with the result of `work`, which starts once all earlier tasks are over. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => {});
    return turn;
  }
}
