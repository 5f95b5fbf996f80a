/** Work one at a time, in the order it was asked for. */
export class Queue {
  private last: Promise<unknown> = Promise.resolve();

  /** What `work` gives, once all that was asked for before it is over. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => {});
    return turn;
  }
}
