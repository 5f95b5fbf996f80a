// Packages whose CommonJS form loads its files in a way that bundlers cannot follow: their ES modules are bundled.
export const esm = { 'jsonc-parser': './node_modules/jsonc-parser/lib/esm/main.js' };
