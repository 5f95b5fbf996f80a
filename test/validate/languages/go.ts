import type { LanguageForm, Slots } from '../model';
import { buildGo } from '../toolchains/go';
import { goMutations } from './goMutations';
import { emptySlots, indented } from './text';

const slots = (): Slots =>
  emptySlots({
    bytes: 'buf',
    extent: 'n',
    ask: 'buf',
    size: '4096',
    words: { in: 'in', out: 'out', types: '', result: 'nil' },
  });

const openIn = ['in, err := os.Open(source)', 'if err != nil {', '\treturn 0, err', '}', 'defer in.Close()'];
const openOut = ['out, err := %o', 'if err != nil {', '\treturn 0, err', '}', 'defer out.Close()'];
const chunk = ({ bytes, extent }: Slots): string => `${bytes}[:${extent}]`;
export const go: LanguageForm = {
  id: 'go',
  extension: 'go',
  // The runtime waits for readiness itself, and tries again what a signal interrupted.
  withoutFaults: ['EAGAIN'],
  slots,
  ends: [
    {
      id: 'path-path',
      sources: ['file', 'fifo', 'proc', 'missing'],
      sinks: ['file', 'old', 'fifo'],
      apply(s) {
        s.parameters = ['source string', 'sink string'];
        s.words.open = 'os.Create(sink)';
        s.top = [...openIn, ...openOut];
      },
    },
    {
      id: 'path-conn',
      sources: ['file', 'fifo', 'proc'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['source string', 'out *net.TCPConn'];
        s.top = [...openIn];
      },
    },
    {
      id: 'file-conn',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['in *os.File', 'out net.Conn'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'conn-path',
      sources: ['socket'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['in net.Conn', 'sink string'];
        s.words.open = 'os.Create(sink)';
        s.top = [...openOut];
      },
    },
    {
      id: 'tcp-path',
      sources: ['socket'],
      sinks: ['file', 'old'],
      apply(s) {
        s.parameters = ['in *net.TCPConn', 'sink string'];
        s.words.open = 'os.Create(sink)';
        s.top = [...openOut];
      },
    },
    {
      id: 'tcp-tcp',
      sources: ['socket'],
      sinks: ['socket'],
      apply(s) {
        s.parameters = ['in *net.TCPConn', 'out *net.TCPConn'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'file-tcp',
      sources: ['file'],
      sinks: ['socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['in *os.File', 'out *net.TCPConn'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'reader-writer',
      sources: ['file'],
      sinks: ['file', 'socket'],
      positioned: true,
      apply(s) {
        s.parameters = ['in io.Reader', 'out io.Writer'];
        s.top = ['var err error', '_ = err'];
      },
    },
    {
      id: 'file-file',
      sources: ['file'],
      sinks: ['file', 'old'],
      positioned: true,
      apply(s) {
        s.parameters = ['out *os.File', 'in *os.File'];
        s.top = ['var err error', '_ = err'];
      },
    },
  ],
  shapes: [
    {
      id: 'read-then-test',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          'if n > 0 {',
          ...indented([
            ...s.afterRead,
            `if _, werr := ${s.words.out}.Write(${chunk(s)}); werr != nil {`,
            '\treturn total, werr',
            '}',
            ...s.afterWrite,
          ]),
          '}',
          'if err == io.EOF {',
          '\tbreak',
          '}',
          'if err != nil {',
          '\treturn total, err',
          '}',
        ]),
        '}',
      ],
    },
    {
      id: 'error-first',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          'if err != nil && err != io.EOF {',
          '\treturn total, err',
          '}',
          'if n == 0 {',
          '\tbreak',
          '}',
          ...s.afterRead,
          `if _, err := ${s.words.out}.Write(${chunk(s)}); err != nil {`,
          '\treturn total, err',
          '}',
          ...s.afterWrite,
        ]),
        '}',
      ],
    },
    {
      id: 'outer-error',
      lines: s => [
        'var n int',
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err = ${s.words.in}.Read(${s.ask})`,
          'if err != nil {',
          '\tbreak',
          '}',
          ...s.afterRead,
          `_, err = ${s.words.out}.Write(${chunk(s)})`,
          'if err != nil {',
          '\tbreak',
          '}',
          ...s.afterWrite,
        ]),
        '}',
        'if err != nil && err != io.EOF {',
        '\treturn total, err',
        '}',
      ],
    },
    {
      id: 'ignored-write',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          'if n > 0 {',
          ...indented([...s.afterRead, `${s.words.out}.Write(${chunk(s)})`, ...s.afterWrite]),
          '}',
          'if err != nil {',
          '\tbreak',
          '}',
        ]),
        '}',
      ],
    },
    {
      id: 'short-write-checked',
      lines: s => [
        'for {',
        ...indented([
          ...s.loopTop,
          `nr, er := ${s.words.in}.Read(${s.ask})`,
          'if nr > 0 {',
          ...indented([
            'n := nr',
            ...s.afterRead,
            `nw, ew := ${s.words.out}.Write(${chunk(s)})`,
            'if ew != nil {',
            '\terr = ew',
            '\tbreak',
            '}',
            'if nr != nw {',
            '\terr = io.ErrShortWrite',
            '\tbreak',
            '}',
            ...s.afterWrite,
          ]),
          '}',
          'if er != nil {',
          ...indented(['if er != io.EOF {', '\terr = er', '}', 'break']),
          '}',
        ]),
        '}',
        'if err != nil {',
        '\treturn total, err',
        '}',
      ],
    },
    {
      id: 'labelled',
      lines: s => [
        'copying:',
        'for {',
        ...indented([
          ...s.loopTop,
          `n, err := ${s.words.in}.Read(${s.ask})`,
          ...s.afterRead,
          `if _, werr := ${s.words.out}.Write(${chunk(s)}); werr != nil {`,
          '\treturn total, werr',
          '}',
          ...s.afterWrite,
          'switch err {',
          'case nil:',
          'case io.EOF:',
          '\tbreak copying',
          'default:',
          '\treturn total, err',
          '}',
        ]),
        '}',
      ],
    },
  ],
  mutations: goMutations,
  text(name, _recipe, s, loop) {
    const body = [
      ...s.top,
      ...s.before,
      `buf := make([]byte, ${s.size})`,
      ...loop,
      ...s.after,
      `return total, ${s.words.result}`,
    ];
    const code = [
      ...(s.words.types ? [s.words.types] : []),
      `func ${name}(${s.parameters.join(', ')}) (total int64, failure error) {`,
      ...indented(body),
      '}',
      '',
    ]
      .join('\n')
      .replaceAll('%N', name)
      .replace('%o', s.words.open ?? '')
      .replaceAll(
        s.words.wrap ? 'return total, err\n' : '\u0000',
        'return total, fmt.Errorf("copy: %w", err)\n',
      );
    const known = ['bufio', 'bytes', 'context', 'crypto/sha256', 'fmt', 'io', 'net', 'os', 'sync', 'time'];
    const used = known.filter(path => new RegExp(`\\b${path.split('/').at(-1)}\\.[A-Z]`).test(code));
    return ['package main', '', 'import (', ...used.map(path => `\t"${path}"`), ')', '', code].join('\n');
  },
  toolchain: buildGo,
};
