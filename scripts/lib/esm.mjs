// Packages whose CommonJS form loads its parts in a way no bundler follows: their ES modules are bundled.
export const esm = { 'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js' };
