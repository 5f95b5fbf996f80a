import type { LanguageSpec } from '../../language';
import { javascript } from '../javascript/javascript';

/** TypeScript runs as JavaScript does; its grammar adds types, and has a variant for JSX. */
export const typescript: LanguageSpec = {
  ...javascript,
  id: 'typescript',
  runtime: 'Node',
  editorIds: ['typescript', 'typescriptreact'],
  grammar: path => (/\.tsx$/i.test(path) ? 'tree-sitter-tsx' : 'tree-sitter-typescript'),
  codeless: /\.d\.[cm]?ts$/,
  extensions: ['.ts', '.mts', '.cts', '.tsx'],
  globals: [
    ...javascript.globals,
    'public_field_definition',
    { type: 'required_parameter', when: node => node.namedChildren[0]?.type === 'accessibility_modifier' },
  ],
  fieldsInFunctions: /\bthis\.#?\w+\s*=(?!=)|\b(?:private|protected|public|readonly)\s+\w+/,
};
