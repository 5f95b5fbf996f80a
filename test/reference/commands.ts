import { commands } from '../../src/cli/commands';
import { code, table } from './table';

/** Every command of the command line, with its help as it is printed. */
export async function commandsPage(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map(load => load()));
  const rows = all.map(({ name, summary }) => [`[${code(`iopath ${name}`)}](#iopath-${name})`, summary]);
  const sections = all.map(({ name, help }) => `## iopath ${name}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\``);
  const intro =
    'Result on stdout, progress and problems on stderr. Every command takes `--help`, `--verbose` and `--language en|zh-cn|ru`: the language of results and problems. Help, and what assistants read of the MCP tools, is in English.';
  return `# Commands\n\n${intro}\n\n${table(['command', 'does'], rows)}\n\n${sections.join('\n\n')}\n`;
}
