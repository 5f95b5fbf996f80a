import type { Command } from '../command';

/**
 * Every command, in the order of the help. Each is loaded on first use: the parser of `lint` is larger than all the code
 * that `prove` needs.
 */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  profile: async () => (await import('./profile')).profile,
  compare: async () => (await import('./compare')).compare,
  lint: async () => (await import('./lint')).lintCommand,
  explain: async () => (await import('./explain')).explain,
  doctor: async () => (await import('./doctor')).doctor,
  scenarios: async () => (await import('./scenarios')).scenarios,
  prove: async () => (await import('./prove')).prove,
  trace: async () => (await import('./trace')).trace,
  mcp: async () => (await import('./mcp')).mcp,
  lsp: async () => (await import('./lsp')).lsp,
};
