// Lets interpreters of Python tell the tracer their stacks: by a module that they import at their start.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * faulthandler's C handler writes the stack of the thread that got the signal (Python 3.3); number 62 is the tracer's as well
 * (native/trace/python_stacks.cc). The descriptor lies high, so that the program's own numbers stay what they are. A
 * sitecustomize that this one hides is imported behind it. Interpreters with -I, -S or -E do not import it.
 */
const sitecustomize = `import os, sys
def _register():
    import faulthandler, fcntl
    low = os.open(os.environ["IOPATH_PYTHON_STACKS"], os.O_WRONLY | os.O_APPEND)
    fd = fcntl.fcntl(low, fcntl.F_DUPFD_CLOEXEC, 512)
    os.close(low)
    faulthandler.register(62, file=fd, all_threads=False, chain=False)
try:
    _register()
except Exception:
    pass
_here = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [p for p in sys.path if os.path.abspath(p) != _here]
_own = sys.modules.pop("sitecustomize")
try:
    import sitecustomize
except ImportError as error:
    if error.name != "sitecustomize":
        raise
    # The importer looks for what it imported.
    sys.modules["sitecustomize"] = _own
`;

export interface PythonStacks {
  /** For the tracer, and by it for the program. */
  env: Record<string, string>;
  /** Removes all that was written. */
  remove(): void;
}

/** Null where no temporary folder can be made: then Python's lines stay unknown. */
export function preparePythonStacks(): PythonStacks | null {
  try {
    const folder = mkdtempSync(join(tmpdir(), 'iopath-python-'));
    const stacks = join(folder, 'stacks');
    writeFileSync(stacks, '');
    writeFileSync(join(folder, 'sitecustomize.py'), sitecustomize);
    const path = [folder, process.env.PYTHONPATH].filter(Boolean).join(delimiter);
    return {
      env: { PYTHONPATH: path, IOPATH_PYTHON_STACKS: stacks },
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } catch {
    return null;
  }
}
