import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../../src/model/finding';
import { said } from '../english';

/**
 * Markers stand in a comment on the line where the loop or call begins:
 *   expect: copy-loop replaceable file-to-socket 8192 kernel
 *   expect: copy-loop inspected
 * Detector, verdict, route, chunk (`-` where it can't be seen), reach (`-` where it does not matter); of the last three
 * as many as matter; then, where it matters, `fix` or `no-fix`. Lines without a marker expect nothing: too few and too many findings fail alike.
 */
export interface Marker {
  line: number;
  words: string[];
}

export function markersOf(text: string): Marker[] {
  return text.split(/\r?\n/).flatMap((line, at) => {
    const found = /expect: ([\w -]+)/.exec(line);
    return found ? [{ line: at + 1, words: found[1]!.trim().split(/\s+/) }] : [];
  });
}

const describeFinding = (finding: Finding): string[] => [
  finding.rule,
  finding.verdict,
  finding.route,
  String(finding.chunkBytes ?? '-'),
  finding.reach,
  finding.fix ? 'fix' : 'no-fix',
];

/** Lines that differ between what is marked and what was found, as `12: expected …, found …`. */
export function differences(text: string, findings: Finding[]): string[] {
  const markers = markersOf(text);
  const missing = markers.flatMap(marker => {
    const here = findings.filter(finding => finding.startLine === marker.line).map(describeFinding);
    const met = here.some(words =>
      marker.words.every((word, at) => words[at] === word || (at === 4 && word === '-')),
    );
    return met
      ? []
      : [
          `${marker.line}: expected ${marker.words.join(' ')}, found ${here.map(words => words.join(' ')).join(' and ') || 'nothing'}`,
        ];
  });
  const surplus = findings
    .filter(finding => !markers.some(marker => marker.line === finding.startLine))
    .map(
      finding =>
        `${finding.startLine}: expected nothing, found ${describeFinding(finding).join(' ')} (${said(finding.message)})`,
    );
  return [...missing, ...surplus];
}

const root = join('test', 'detectors');

/** Every fixture: all files in the folders of test/detectors, which are named by language. */
export function fixtures(): { path: string; language: string; text: string }[] {
  return readdirSync(root, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .flatMap(entry =>
      readdirSync(join(root, entry.name), { recursive: true, withFileTypes: true })
        .filter(file => file.isFile())
        .map(file => join(file.parentPath, file.name))
        .map(path => ({ path, language: entry.name, text: readFileSync(path, 'utf8') })),
    );
}
