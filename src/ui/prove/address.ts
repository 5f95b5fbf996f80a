/** The address that a person typed, whole: a port or HOST:PORT will do. Null for what is no address of a web server. */
export function addressOf(text: string): string | null {
  const typed = text.trim();
  const port = /^:?(\d{1,5})$/.exec(typed)?.[1];
  const whole = port ? `http://127.0.0.1:${port}/` : /^https?:\/\//i.test(typed) ? typed : `http://${typed}`;
  const otherScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) && whole !== typed;
  if (typed === '' || otherScheme || !URL.canParse(whole)) return null;
  const url = new URL(whole);
  // A word alone is a search, not a host.
  const named = port !== undefined || /[.:/]/.test(typed) || url.hostname === 'localhost';
  return named ? url.href : null;
}

/** Whether an address names this machine by loopback; what a name resolves to is looked at again before anything is sent. */
export function isLoopbackAddress(address: string): boolean {
  const { hostname } = new URL(address);
  return /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
