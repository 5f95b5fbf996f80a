import type { EndsForm, LanguageForm, Mutation, Shape, Slots } from '../model';
import { buildCpp } from '../toolchains/gcc';
import { c } from './c';
import { indented } from './text';

/** C++ programs: those of C, and copies between file streams. */

const isStream = (s: Slots): boolean => s.words.kind === 'stream';
const write = ({ bytes, extent }: Slots): string => `out.write(${bytes}, ${extent});`;

const streamEnds: EndsForm[] = [
  {
    id: 'stream-paths',
    sources: ['file', 'fifo', 'proc', 'missing'],
    sinks: ['file', 'old', 'fifo'],
    apply(s) {
      s.parameters = ['const char *source', 'const char *sink'];
      s.words.kind = 'stream';
      s.words.mode = 'std::ios::binary';
      s.top = ['std::ifstream in(source, std::ios::binary);', 'std::ofstream out(sink, %m);'];
    },
  },
  {
    id: 'closed-streams',
    sources: ['file', 'fifo', 'missing'],
    sinks: ['file', 'old'],
    apply(s) {
      s.parameters = ['const char *source', 'const char *sink'];
      s.words.kind = 'stream';
      s.words.mode = 'std::ios::binary | std::ios::trunc';
      s.top = ['std::ifstream in(source, std::ios::binary);', 'std::ofstream out(sink, %m);'];
      s.beforeClose = ['in.close();', 'out.close();'];
    },
  },
];

const steps = (s: Slots): string[] =>
  indented([...s.loopTop, 'n = in.gcount();', ...s.afterRead, write(s), ...s.afterWrite]);

const streamShapes: Shape[] = [
  {
    id: 'read-or-count',
    lines: s => ['while (in.read(buf, sizeof buf) || in.gcount() > 0) {', ...steps(s), '}'],
  },
  {
    id: 'read-plain',
    lines: () => ['while (in.read(buf, sizeof buf) || in.gcount() > 0)', '\tout.write(buf, in.gcount());'],
  },
  {
    id: 'until-eof',
    lines: s => [
      'while (!in.eof()) {',
      ...indented([
        'in.read(buf, sizeof buf);',
        'if (in.bad())',
        '\tbreak;',
        'if (in.gcount() == 0 && in.fail())',
        '\tbreak;',
      ]),
      ...steps(s),
      '}',
    ],
  },
  {
    id: 'do-while',
    lines: s => ['do {', ...indented(['in.read(buf, sizeof buf);']), ...steps(s), '} while (n > 0);'],
  },
  { id: 'stream-buffer', lines: () => ['out << in.rdbuf();'] },
];

const onDescriptors = ({ needs, ...rest }: Mutation): Mutation => ({
  ...rest,
  needs: s => (isStream(s) ? fitsStreams.has(rest.id) : (needs?.(s) ?? true)),
});

/** Mutations of C that name neither descriptor nor errno. */
const fitsStreams = new Set([
  ...[
    'total',
    'limit-in-body',
    'stop-flag',
    'stop-after-read',
    'stop-byte',
    'count-after',
    'half',
    'odd-mask',
  ],
  ...['minus-trailer', 'skip-first', 'callback', 'callback-pointer', 'checksum', 'transform', 'two-sinks'],
  ...['conditional-sink', 'buffer-after', 'ifdef', 'ifdef-on', 'static-buffer', 'big-buffer', 'tiny-buffer'],
  ...['throttle', 'chunks', 'max-chunks'],
]);

const own: Mutation[] = [
  { id: 'stream-state', needs: isStream, add: { after: ['observe("state", in.eof() ? 1 : 0);'] } },
  { id: 'sink-state', needs: isStream, add: { after: ['observe("sink", out.good() ? 1 : 0);'] } },
  {
    id: 'stream-position',
    needs: isStream,
    add: { after: ['in.clear();', 'observe("position", static_cast<long>(in.tellg()));'] },
  },
  { id: 'stream-append', needs: isStream, words: { mode: 'std::ios::binary | std::ios::app' } },
  { id: 'stream-header', needs: isStream, add: { before: ['char head[8];', 'in.read(head, sizeof head);'] } },
  { id: 'stream-helper', needs: isStream, add: { before: ['in.ignore(16);'] } },
  { id: 'stream-flush', needs: isStream, add: { afterWrite: ['out.flush();'] } },
  { id: 'stream-throws', needs: isStream, add: { before: ['in.exceptions(std::ios::badbit);'] } },
  { id: 'stream-guard', add: { before: ['const std::lock_guard<std::mutex> guard(lock);'] } },
];

export const cpp: LanguageForm = {
  ...c,
  id: 'cpp',
  extension: 'cpp',
  ends: [...streamEnds, ...c.ends],
  shapes: [
    ...streamShapes.map(shape => ({ ...shape, needs: isStream })),
    ...c.shapes.map(shape => ({ ...shape, id: `fd-${shape.id}`, needs: (s: Slots) => !isStream(s) })),
  ],
  mutations: [...c.mutations.map(onDescriptors), ...own],
  text(name, recipe, s, loop) {
    const text = c.text(name, recipe, s, loop).replaceAll('%m', s.words.mode ?? '');
    const declarations = /(void observe[\s\S]*?)\n\nlong /.exec(text)![1]!;
    const streams = isStream(s) ? '#include <filesystem>\n#include <fstream>\n' : '';
    const mutex = text.includes('guard(lock)') ? '#include <mutex>\n' : '';
    return `${streams}${mutex}${text
      .replace(
        declarations,
        `extern "C" {\n${declarations.trimEnd()}\n}\n${mutex ? '\nstatic std::mutex lock;\n' : ''}`,
      )
      .replace(`\nlong ${name}(`, `\nextern "C" long ${name}(`)}`;
  },
  toolchain: buildCpp,
};
