import { Disposable, type Memento, type TextEditor, window } from 'vscode';
import type { Lazy } from './lazy';
import type { Loops } from './loops/loops';
import { findingSettings } from './settings';
import type { Workbench } from './workbench';

const key = 'ioPath.welcomed';

/**
 * Once per machine: shows the panel beside the first file that holds a copy loop. The focus stays in that file. Not in a
 * window without an editor: there the panel would become the active editor and take the focus from an open picker.
 */
export function showOnFirstRun(memory: Memento, loops: Loops, workbench: Lazy<Workbench>): Disposable {
  if (memory.get(key)) return new Disposable(() => {});
  const look = async (editor: TextEditor | undefined) => {
    if (!editor || !(await holdsLoop(editor, loops))) return;
    if (memory.get(key) || window.activeTextEditor !== editor) return;
    listener.dispose();
    await memory.update(key, true);
    // A person who has used a command has seen the panel.
    if (!workbench.now) (await workbench()).panel.show({ preserveFocus: true });
  };
  const listener = window.onDidChangeActiveTextEditor(editor => void look(editor));
  void look(window.activeTextEditor);
  return listener;
}

async function holdsLoop({ document }: TextEditor, loops: Loops): Promise<boolean> {
  if (findingSettings(document).show === 'off') return false;
  return (await loops.shown(document)).length > 0;
}
