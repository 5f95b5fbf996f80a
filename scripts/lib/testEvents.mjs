// A reporter of node:test for another process to read: each finished test as one line of JSON.
const finished = ['test:pass', 'test:fail'];

function line({ type, data }) {
  const { name, skip, todo, details } = data;
  const error = details?.error?.cause ?? details?.error;
  return JSON.stringify({
    kind: type === 'test:pass' ? 'passed' : 'failed',
    event: {
      name,
      skip,
      todo,
      details: { type: details?.type, error: error && { stack: String(error.stack ?? error) } },
    },
  });
}

/** Called by node:test. */
export default async function* lines(source) {
  for await (const event of source) if (finished.includes(event.type)) yield `\n${line(event)}\n`;
}
