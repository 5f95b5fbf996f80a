import type { LanguageForm, Slots } from '../model';
import { buildC } from '../toolchains/gcc';
import { cEnds } from './cEnds';
import { cMutations } from './cMutations';
import { emptySlots, indented } from './text';

const slots = (): Slots => ({
  ...emptySlots({
    bytes: 'buf',
    extent: 'n',
    ask: 'sizeof buf',
    size: '4096',
    words: { write: 'write(out, %b, %e)', read: 'read(in, buf, %a)', failed: '-1', qualifier: '' },
  }),
  imports: [
    'errno.h',
    'fcntl.h',
    'netinet/in.h',
    'stdio.h',
    'string.h',
    'sys/file.h',
    'sys/socket.h',
    'unistd.h',
  ],
});

const call = (pattern: string, { bytes, extent, ask }: Slots): string =>
  pattern.replace('%b', bytes).replace('%e', extent).replace('%a', ask);
const read = (s: Slots): string => call(s.words.read!, s);
const write = (s: Slots): string => call(s.words.write!, s);
/** Leaves at once, or (mutation `result-break`) with a result that is returned behind the loop. */
const leave = (s: Slots): string[] =>
  s.words.leave === 'break' ? [`result = ${s.words.failed};`, 'break;'] : [`return ${s.words.failed};`];
const failed = (s: Slots): string[] => [
  s.words.leave === 'break' ? `result = ${s.words.failed};` : `return ${s.words.failed};`,
];

export const c: LanguageForm = {
  id: 'c',
  extension: 'c',
  slots,
  ends: cEnds,
  shapes: [
    {
      id: 'while-assign',
      lines: s => [
        `while ((n = ${read(s)}) > 0) {`,
        ...indented([
          ...s.loopTop,
          ...s.afterRead,
          `if (${write(s)} != ${s.extent}) {`,
          ...indented(leave(s)),
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if (n < 0)',
        ...indented(failed(s)),
      ],
    },
    {
      id: 'for-break',
      lines: s => [
        'for (;;) {',
        ...indented([
          ...s.loopTop,
          `n = ${read(s)};`,
          'if (n == 0)',
          '\tbreak;',
          'if (n < 0) {',
          ...indented(leave(s)),
          '}',
          ...s.afterRead,
          `if (${write(s)} < 0) {`,
          ...indented(leave(s)),
          '}',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'inner-write-loop',
      lines: s => [
        `while ((n = ${read(s)}) > 0) {`,
        ...indented([
          ...s.loopTop,
          ...s.afterRead,
          'ssize_t done = 0;',
          `while (done < ${s.extent}) {`,
          ...indented([
            `ssize_t w = ${call(s.words.write!, { ...s, bytes: `${s.bytes} + done`, extent: `${s.extent} - done` })};`,
            'if (w < 0) {',
            ...indented(s.words.leave === 'break' ? [...failed(s), 'goto out;'] : failed(s)),
            '}',
            'done += w;',
          ]),
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if (n < 0)',
        ...indented(failed(s)),
        ...(s.words.leave === 'break' ? ['out:'] : []),
      ],
    },
    {
      id: 'retry-eintr',
      lines: s => [
        'for (;;) {',
        ...indented([
          ...s.loopTop,
          `n = ${read(s)};`,
          'if (n < 0 && errno == EINTR)',
          '\tcontinue;',
          'if (n <= 0)',
          '\tbreak;',
          ...s.afterRead,
          'char *at = buf;',
          'while (n > 0) {',
          ...indented([
            `ssize_t w = ${call(s.words.write!, { ...s, bytes: 'at', extent: 'n' })};`,
            'if (w < 0 && errno == EINTR)',
            '\tcontinue;',
            'if (w < 0)',
            `\treturn ${s.words.failed};`,
            'at += w;',
            'n -= w;',
          ]),
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if (n < 0)',
        ...indented(failed(s)),
      ],
    },
    {
      id: 'do-while',
      lines: s => [
        'do {',
        ...indented([
          ...s.loopTop,
          `n = ${read(s)};`,
          'if (n > 0) {',
          ...indented([
            ...s.afterRead,
            `if (${write(s)} != ${s.extent}) {`,
            ...indented(leave(s)),
            '}',
            ...s.afterWrite,
          ]),
          '}',
        ]),
        '} while (n > 0);',
        'if (n < 0)',
        ...indented(failed(s)),
      ],
    },
    {
      id: 'limited',
      lines: s => [
        'off_t left = 40000;',
        'while (left > 0) {',
        ...indented([
          ...s.loopTop,
          `n = ${call(s.words.read!, { ...s, ask: 'left < (off_t)sizeof buf ? (size_t)left : sizeof buf' })};`,
          'if (n <= 0)',
          '\tbreak;',
          ...s.afterRead,
          `if (${write(s)} != ${s.extent})`,
          ...indented(failed(s)),
          ...s.afterWrite,
          'left -= n;',
        ]),
        '}',
        'if (left > 0)',
        '\tobserve("left", left);',
      ],
    },
  ],
  mutations: cMutations,
  text(name, _recipe, s, loop) {
    const code = [
      ...s.top,
      `${s.words.qualifier}char buf[${s.size}];`,
      'ssize_t n = 0;',
      'long result = 0;',
      ...s.before,
      ...loop,
      ...s.after,
      ...s.beforeClose,
      'return result;',
    ].map(line => line.replace('%f', s.words.flags ?? ''));
    return [
      ...s.imports.map(header => `#include <${header}>`),
      '',
      'void observe(const char *name, long value);',
      'int stopped(int calls);',
      'void skip_header(int fd);',
      'long tee_to_log(const char *data, long length);',
      '',
      `long ${name}(${s.parameters.join(', ')})`,
      '{',
      ...indented(code),
      '}',
      '',
    ].join('\n');
  },
  toolchain: buildC,
};
