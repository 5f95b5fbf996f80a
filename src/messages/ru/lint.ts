import type { lint as english } from '../en/lint';

export const lint: Record<keyof typeof english, string> = {
  'lint.finding': '{place}: {rule} ({route}, {facts})',
  'lint.reach.kernel': 'один вызов даст меньше копий',
  'lint.reach.user-space': 'один вызов, копий столько же',
  'lint.reach.depends': 'зависит от концов',
  'lint.verdict.inspected': 'байты просматриваются',
  'lint.verdict.transformed': 'байты изменяются',
  'lint.verdict.encrypted': 'байты шифруются или сжимаются',
  'lint.verdict.memory-sink': 'байты остаются в памяти',
  'lint.verdict.configuration': 'настройка',
  'lint.instead': 'вместо этого: {call}',
  'lint.instead-safe': 'вместо этого: {call} (впишет --fix)',
  'lint.instead-unsafe': 'вместо этого: {call} (небезопасное исправление: см. --unsafe-fixes --diff)',
  'lint.instead-sentence': '{finding} Вместо этого: {call}.',
  'lint.left-out': '{place}: пропущено: {why}',
  'lint.left-out-sentence': 'Пропущено: {why}.',
  'lint.not-applied':
    '{fixes, plural, one: # исправление не применено: оно небезопасно | few: # исправления не применены: они небезопасны | other: # исправлений не применено: они небезопасны}:',
  'lint.caveat': '{times, count} × {caveat}',
  'lint.look-at-fixes': 'Посмотреть их: --unsafe-fixes --diff; записать: --unsafe-fixes --fix.',
  'lint.held-back':
    '{fixes, plural, one: # небезопасное исправление не учтено | few: # небезопасных исправления не учтены | other: # небезопасных исправлений не учтено}: их включает --unsafe-fixes',
  'lint.found':
    '{findings, plural, one: # находка | few: # находки | other: # находок} в {files, plural, one: # исходном файле | few: # исходных файлах | other: # исходных файлах}',
  'lint.suppressed': 'подавлено: {findings, count}',
  'lint.skipped': 'пропущено: {files, count}',
  'lint.closing': '{parts, commas}.',
  'lint.fixed': '{place}: {title}',
  'lint.not-rewritten': '{place}: не переписано: {why}',
  'lint.not-in-diff': '{place}: не вошло в diff: {why}',
  'lint.unsafe-fix': '{title} (небезопасно: {caveats, semicolons})',
  'lint.note.invalid': 'неверное подавление',
  'lint.note.unused': 'лишнее подавление',
};
