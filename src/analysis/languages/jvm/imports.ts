import type { Binding, ImportSyntax, SourceFile } from '../../source/languageTables';

/** The packages of the classes that fixes rest on. */
const packages: Record<string, string> = {
  FileInputStream: 'java.io',
  FileOutputStream: 'java.io',
  RandomAccessFile: 'java.io',
  ByteBuffer: 'java.nio',
  FileChannel: 'java.nio.channels',
  SocketChannel: 'java.nio.channels',
  Channels: 'java.nio.channels',
  Files: 'java.nio.file',
  Long: 'java.lang',
};

/** Whether the names of these classes are those of the library: the file imports or declares no other of them. */
export const isOfLibrary = (bindings: readonly Binding[]): boolean =>
  bindings.every(({ local, module }) => !Object.hasOwn(packages, local) || packages[local] === module);

const definitions = [
  ...['class_declaration', 'interface_declaration', 'enum_declaration', 'record_declaration'],
  ...['object_declaration', 'type_alias'],
];

/** What the imports of a file bind, and the classes that it declares (module `self`). `types`: of imports. */
export function jvmImports(types: string[]): ImportSyntax {
  const nameOf = (text: string): string => text.replace(/^import\s+(static\s+)?|[\s;]+$/g, '');
  const bindings = (file: SourceFile): Binding[] => [
    ...file.nodes(types).map(node => bindingOf(nameOf(node.text))),
    ...file.nodes(definitions).flatMap(node => {
      const name =
        node.childForFieldName('name')?.text ??
        node.namedChildren.find(part => /identifier$/.test(part?.type ?? ''))?.text;
      return name ? [{ module: 'self', name, local: name, by: 'import' } as const] : [];
    }),
  ];
  return { types, nameOf: node => nameOf(node.text), bindings };
}

/** `java.io.File`, `java.io.*`, `java.io.File as Target`. */
function bindingOf(text: string): Binding {
  const [path = '', alias] = text.split(/\s+as\s+/);
  const at = path.lastIndexOf('.');
  const name = path.slice(at + 1);
  return { module: path.slice(0, Math.max(at, 0)), name, local: alias ?? name, by: 'import' };
}
