import { l10n, MarkdownString, type PreparedToolInvocation } from 'vscode';
import { inlineCode, plainMarkdown, shownCommand, visible } from '../../report/visible';

type Input = Record<string, unknown>;

/** What the editor shows while a tool runs, and asks before one that runs something. */
export function questionOf(name: string, input: Input): PreparedToolInvocation {
  switch (name) {
    case 'find_copy_loops':
      return { invocationMessage: l10n.t('Looking for copy loops') };
    case 'explain_path':
      return { invocationMessage: l10n.t('Reading a copy loop') };
    case 'profile_file':
      return asking(
        l10n.t('Measure moving a file?'),
        l10n.t('The file is only read. It takes {seconds} s at full speed on up to two cores.', {
          seconds: typeof input.seconds === 'number' ? input.seconds : 10,
        }),
        String(input.path ?? ''),
      );
    case 'trace_command':
      return asking(
        l10n.t('Run and trace a command?'),
        l10n.t('The command runs with your rights.'),
        shownCommand([input.command].flat().map(String)),
      );
    default:
      return asking(
        l10n.t('Prove how a server sends files?'),
        l10n.t('A scratch file is made in the folder {folder}, fetched and removed.', {
          folder: String(input.folder ?? ''),
        }),
        String(input.url ?? ''),
      );
  }
}

function asking(title: string, detail: string, subject: string): PreparedToolInvocation {
  const message = new MarkdownString(`${inlineCode(subject)}\n\n${plainMarkdown(visible(detail))}`);
  return { invocationMessage: title.replace(/[?？]$/, ''), confirmationMessages: { title, message } };
}
