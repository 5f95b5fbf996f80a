// Web servers that launch configurations name: a browser's address, or the port that a program is given.
import { resolveVariables, type Variables } from '../trace/launchCommand';

export interface KnownServer {
  /** What a person sees beside the address. */
  title: string;
  url: string;
  /** Folders that it may serve, the likeliest first; whether they exist is not known. */
  places: string[];
}

type Configuration = Record<string, unknown>;

/** The server of a configuration; null where none is named, or its address is only known while debugging. */
export function launchServer(configuration: Configuration, variables: Variables): KnownServer | null {
  const resolved = (value: unknown) =>
    typeof value === 'string' ? (resolveVariables(value, variables) ?? '') : '';
  const folder = (value: unknown) => {
    const path = resolved(value);
    return path.startsWith('/') ? [path] : [];
  };
  const { name, url, webRoot, cwd, env, args } = configuration;
  const words = Array.isArray(args) ? args.map(resolved) : [];
  const found = browserUrl(resolved(url)) ?? portUrl((env ?? {}) as Record<string, unknown>, words);
  if (!found) return null;
  return { title: String(name), url: found, places: [...folder(webRoot), ...folder(cwd)] };
}

function browserUrl(text: string): string | null {
  if (!/^https?:/.test(text) || !URL.canParse(text)) return null;
  const { origin } = new URL(text);
  return `${origin}/`;
}

/** `--port 8080`, `--port=8080`, `-p 8080`, `http.server 8080`, or PORT in the environment. */
function portUrl(env: Record<string, unknown>, words: readonly string[]): string | null {
  const line = words.join(' ');
  const option = /(?:^| )(?:--(?:http-?)?port[= ]|-p ?|http\.server )(\d{2,5})(?= |$)/.exec(line)?.[1];
  const port = Number(option ?? env.PORT ?? env.HTTP_PORT);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? `http://127.0.0.1:${port}/` : null;
}
