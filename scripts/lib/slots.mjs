/**
 * Runs tasks, as many at once as there are slots. Every second slot takes from the end of the list: what stands at its
 * two ends runs beside each other, and small tasks in its middle fill the time until all slots are done.
 * @param {(() => Promise<void>)[]} tasks
 * @param {number} slots
 */
export async function inSlots(tasks, slots) {
  const queue = [...tasks];
  const work = async slot => {
    for (;;) {
      const task = slot % 2 === 0 ? queue.shift() : queue.pop();
      if (!task) return;
      await task();
    }
  };
  await Promise.all(Array.from({ length: slots }, (_, slot) => work(slot)));
}
