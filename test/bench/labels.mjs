// Labelled loops of public repositories, and how findings compare with them.

/** Lines allowed between a label and the beginning of a finding: a label may stand on the line of `do`. */
const slack = 2;

const endings = {
  c: 'c h',
  cpp: 'cc cpp cxx hpp hh',
  go: 'go',
  java: 'java',
  kotlin: 'kt',
  python: 'py',
  javascript: 'js mjs cjs jsx',
  typescript: 'ts mts tsx',
  rust: 'rs',
  csharp: 'cs',
};
const languages = Object.entries(endings).flatMap(([name, list]) => list.split(' ').map(end => [end, name]));

/** The language of a labelled path, by its ending: a header counts as the language a finding in it names. */
export const languageOf = path => new Map(languages).get(path.split('.').at(-1)) ?? 'other';

const meets = (finding, loop) =>
  finding.path === loop.path && Math.abs(finding.startLine - loop.line) <= slack;

/**
 * `clear` and `hard` loops are copies, `not` ones are none, and a `call` (pipe) is no loop: a finding there counts
 * neither way. A `late` label was written or set right after the analysis had run on the code.
 *
 * What findings say of labelled loops: `found`, `missed` and `wrong` loops, and findings `unlabelled`, for no label is
 * near. Only `replaceable` findings count as found: the others are not shown by default.
 */
export function compareLoops(loops, findings) {
  const shown = findings.filter(({ verdict }) => verdict === 'replaceable');
  const isFound = loop => shown.some(finding => meets(finding, loop));
  const copies = loops.filter(({ label }) => /^(clear|hard)$/.test(label));
  return {
    found: copies.filter(isFound),
    missed: copies.filter(loop => !isFound(loop)),
    wrong: loops.filter(loop => loop.label === 'not' && isFound(loop)),
    unlabelled: shown.filter(finding => !loops.some(loop => meets(finding, loop))),
  };
}

const share = (part, whole) => (whole === 0 ? '-' : `${part}/${whole} ${Math.round((100 * part) / whole)} %`);

/** Precision, and recall on the clear and on all loops, of the results of `compareLoops`. */
export function rates(results) {
  const sum = (name, keep = () => true) =>
    results.reduce((all, result) => all + result[name].filter(keep).length, 0);
  const clear = loop => loop.label === 'clear';
  const found = sum('found');
  const reported = found + sum('wrong') + sum('unlabelled');
  return {
    precision: share(found, reported),
    clear: share(sum('found', clear), sum('found', clear) + sum('missed', clear)),
    all: share(found, found + sum('missed')),
  };
}
