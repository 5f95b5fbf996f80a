/**
 * Runs tasks in parallel, one in each slot. Every second slot takes tasks from the end of the list: tasks at its two ends
 * run at the same time, and short tasks in its middle come last.
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
