// What io.Copy does with an http.ResponseWriter was observed: docs/atlas/go.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { createAnalyzer } from '../../src/analysis/analyzer';
import { said } from '../english';
import { loadWasm } from './wasm';

const analyzer = createAnalyzer({ loadWasm });
after(() => analyzer.dispose());

test('a file that goes to an http.ResponseWriter: Content-Length decides, as the atlas shows', async () => {
  const { rows } = JSON.parse(readFileSync('docs/atlas/go.json', 'utf8'));
  assert.equal(rows.find(({ variant }: { variant: string }) => variant === 'chunked').verdict, 'copy');
  const path = 'test/detectors/go/http.go';
  const findings = await analyzer.analyze(path, readFileSync(path, 'utf8'), 'go');
  const [download] = findings.filter(({ route }) => route === 'file-to-socket');
  assert.match(said(download?.message), /if the handler sets Content-Length; a chunked answer/);
});
