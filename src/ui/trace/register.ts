import { type Disposable, languages, window } from 'vscode';
import type { Loops } from '../loops/loops';
import { RelayLenses } from './relayLenses';
import type { Wording } from './relayText';
import { RelayTree } from './relayTree';
import { TracedRelays } from './tracedRelays';

/** Lenses and tree of the last trace: any file may hold a traced line, whatever its language. */
export function registerTracedRelays(
  loops: Loops,
  wording: Wording,
): { relays: TracedRelays; dispose(): void } {
  const relays = new TracedRelays();
  const lenses = new RelayLenses(relays, loops, wording);
  const tree = new RelayTree(relays, wording);
  const parts: Disposable[] = [
    relays,
    languages.registerCodeLensProvider({ scheme: 'file' }, lenses),
    window.registerTreeDataProvider('ioPath.relays', tree),
    relays.onDidChange(() => {
      lenses.refresh();
      tree.refresh();
    }),
  ];
  return { relays, dispose: () => parts.forEach(part => void part.dispose()) };
}
