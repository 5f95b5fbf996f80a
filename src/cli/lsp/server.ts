// The Language Server Protocol over stdin and stdout. Loaded by `iopath lsp` alone.

import {
  type Connection,
  createConnection,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  ResponseError,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { version } from '../../../package.json';
import { bundledAnalyzer } from '../../lint/fileLinter';
import { message } from '../../messages/message';
import { languageOf, type Texts, textsIn } from '../../messages/texts';
import { Problem } from '../../model/problem';
import { actionKinds, actionsOf } from './actions';
import { commandIds, diagnosticOf, explanationOf, hoverOf, type LoopAddress, lensesOf } from './features';
import { type EditSupport, editSupportOf, fixEdits, workspaceEdit } from './loopEdits';
import { type Loop, OpenFiles } from './openFiles';

/** Time without a keystroke before diagnostics are updated, milliseconds. */
const settleMs = 250;

/** Serves until the client sends `exit` (the library then ends the process) or the signal aborts. */
export async function serve(texts: Texts, signal: AbortSignal): Promise<void> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  new LoopServer(connection, texts).listen();
  await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
  connection.dispose();
}

class LoopServer {
  private readonly documents = new TextDocuments(TextDocument);
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly shown = new Set<string>();
  private readonly files = new OpenFiles(bundledAnalyzer(), error => this.tell(error));
  private support: EditSupport = { versioned: false, previewed: false };

  constructor(
    private readonly connection: Connection,
    /** In the language of the command line, until the editor names its own. */
    private texts: Texts,
  ) {}

  listen(): void {
    const { connection, documents, files } = this;
    connection.onInitialize(params => this.initialize(params));
    documents.onDidChangeContent(({ document }) => this.changed(document));
    documents.onDidClose(({ document }) => this.closed(document));
    connection.onCodeLens(({ textDocument }) =>
      this.ofLoops(textDocument.uri, (document, loops) =>
        loops.flatMap(loop => lensesOf(document, loop, this.texts)),
      ),
    );
    connection.onHover(async ({ textDocument, position }) => {
      const [hover] = await this.ofLoops(textDocument.uri, (document, loops) =>
        loops
          .filter(({ finding }) => finding.startLine === position.line + 1)
          .map(loop => hoverOf(document, loop, this.texts)),
      );
      return hover ?? null;
    });
    connection.onCodeAction(params => {
      const document = documents.get(params.textDocument.uri);
      return document ? actionsOf(document, params, { files, support: this.support, texts: this.texts }) : [];
    });
    connection.onExecuteCommand(({ command, arguments: args }) => this.execute(command, args?.[0]));
    documents.listen(connection);
    connection.listen();
  }

  private initialize({ capabilities, locale }: InitializeParams): InitializeResult {
    if (locale) this.texts = textsIn(languageOf(locale));
    this.support = editSupportOf(capabilities);
    return {
      serverInfo: { name: 'iopath', version },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        codeLensProvider: {},
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: actionKinds },
        executeCommandProvider: { commands: Object.values(commandIds) },
      },
    };
  }

  private async ofLoops<T>(uri: string, map: (document: TextDocument, loops: Loop[]) => T[]): Promise<T[]> {
    const document = this.documents.get(uri);
    return document ? map(document, await this.files.loops(document)) : [];
  }

  /** The first text is analysed at once, each later one after a pause in typing. */
  private changed(document: TextDocument): void {
    const { uri } = document;
    const waiting = this.timers.get(uri);
    clearTimeout(waiting);
    this.timers.set(
      uri,
      setTimeout(() => void this.diagnose(uri), waiting === undefined ? 0 : settleMs),
    );
  }

  private async diagnose(uri: string): Promise<void> {
    const document = this.documents.get(uri);
    if (!document) return;
    const { version } = document;
    const loops = await this.files.loops(document);
    // Changed or closed meanwhile: a later analysis reports.
    if (this.documents.get(uri)?.version !== version) return;
    const diagnostics = loops.map(loop => diagnosticOf(document, loop, this.texts));
    await this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  private closed(document: TextDocument): void {
    clearTimeout(this.timers.get(document.uri));
    this.timers.delete(document.uri);
    this.files.close(document);
    void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  }

  private async execute(command: string, address: unknown): Promise<void> {
    const { document, loop } = await this.loopAt(address as LoopAddress);
    if (command === commandIds.fix) await this.fix(document, loop);
    else if (command === commandIds.explain)
      this.connection.window.showInformationMessage(explanationOf(loop, this.texts));
    else throw new ResponseError(-32601, `There is no command '${command}'.`);
  }

  private async loopAt(address: Partial<LoopAddress> | undefined) {
    const document = this.documents.get(String(address?.uri));
    const loops = document ? await this.files.loops(document) : [];
    const loop = loops.find(({ finding }) => finding.startLine === address?.startLine);
    if (document && loop) return { document, loop };
    throw new ResponseError(-32803, this.texts.say(message('loop.gone')));
  }

  /** One with caveats is shown first: in the editor's own preview where it has one, else as a question. */
  private async fix(document: TextDocument, loop: Loop): Promise<void> {
    const { fix } = loop.finding;
    const { say } = this.texts;
    if (!fix) throw new ResponseError(-32803, say(message('loop.no-fix', { finding: loop.finding.message })));
    const { version } = document;
    const description = fix.caveats.map(say).join('; ');
    const isSafe = fix.applicability === 'safe';
    if (!isSafe && !this.support.previewed && !(await this.confirmed(loop))) return;
    if (document.version !== version) throw new ResponseError(-32801, say(message('loop.stale')));
    const label = say(fix.title);
    const confirm = isSafe || !this.support.previewed ? undefined : { label, description };
    const edit = workspaceEdit(document, fixEdits(document, fix), this.support, confirm);
    await this.connection.workspace.applyEdit({ label, edit });
  }

  private async confirmed(loop: Loop): Promise<boolean> {
    const { say } = this.texts;
    const apply = { title: say(message('loop.apply')) };
    const answer = await this.connection.window.showWarningMessage(explanationOf(loop, this.texts), apply, {
      title: say(message('loop.cancel')),
    });
    return answer?.title === apply.title;
  }

  /** Each problem once: otherwise it would be repeated with every keystroke. */
  private tell(error: Error): void {
    if (this.shown.has(error.message)) return;
    this.shown.add(error.message);
    if (error instanceof Problem)
      this.connection.window.showWarningMessage(
        [error.what, error.why, error.remedy].map(this.texts.say).join(' '),
      );
    else this.connection.console.error(`iopath broke: ${error.stack ?? error.message}`);
  }
}
