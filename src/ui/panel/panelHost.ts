import {
  type Disposable,
  EventEmitter,
  env,
  l10n,
  Uri,
  ViewColumn,
  type Webview,
  type WebviewPanel,
  window,
} from 'vscode';
import { panelType } from '../commandIds';
import { type PanelMessage, type PostedMessage, readPanelMessage } from '../panelProtocol';
import { panelHtml } from './html';
import { remember } from './replay';

/**
 * The one panel. It may be closed, hidden or not loaded yet at any time: what it should show is kept here and sent
 * again whenever its page says it is ready, so no page is kept alive unseen.
 */
export class PanelHost implements Disposable {
  private panel: WebviewPanel | null = null;
  private shown: PostedMessage[] = [];
  private readonly asked = new EventEmitter<PanelMessage>();
  private readonly posted = new EventEmitter<PostedMessage>();
  /** A valid message of the panel. `ready` is answered with `greet` by whoever knows the rest. */
  readonly onDidAsk = this.asked.event;
  readonly onDidPost = this.posted.event;

  constructor(private readonly extensionUri: Uri) {}

  /** Brings the panel into view; with `preserveFocus`, not over the file someone is reading but beside it. */
  show({ preserveFocus = false } = {}): void {
    const { panel } = this;
    if (panel) {
      panel.reveal(preserveFocus ? this.besideEditor(panel) : undefined, preserveFocus);
      return;
    }
    const place = { viewColumn: ViewColumn.Beside, preserveFocus };
    this.adopt(window.createWebviewPanel(panelType, l10n.t('I/O Path'), place, this.options()));
  }

  /** Another column for a panel that is hidden behind the active editor; undefined leaves it where it is. */
  private besideEditor(panel: WebviewPanel): ViewColumn | undefined {
    if (panel.visible || panel.viewColumn !== window.activeTextEditor?.viewColumn) return undefined;
    const other = window.tabGroups.all.find(({ viewColumn }) => viewColumn !== panel.viewColumn);
    return other?.viewColumn ?? ViewColumn.Beside;
  }

  /** Adopts a panel that the editor created or restored. */
  adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    panel.webview.options = this.options();
    const icon = (theme: string) => Uri.joinPath(this.extensionUri, 'media', `ioPath-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.webview.onDidReceiveMessage(data => this.receive(data));
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = null;
    });
    panel.webview.html = this.page(panel.webview);
  }

  /** Posts to the panel, and keeps what a page that loads later needs. */
  post(message: PostedMessage): void {
    this.shown = remember(this.shown, message);
    this.posted.fire(message);
    void this.panel?.webview.postMessage(message);
  }

  /** Answers `ready`: the state of things, then what is in view. */
  greet(init: PostedMessage): void {
    const view: PostedMessage[] = this.shown.length > 0 ? this.shown : [{ kind: 'idle' }];
    for (const message of [init, ...view]) void this.panel?.webview.postMessage(message);
  }

  /** Whether there is content to show. */
  get empty(): boolean {
    return this.shown.length === 0;
  }

  dispose(): void {
    this.panel?.dispose();
    this.asked.dispose();
    this.posted.dispose();
  }

  private receive(data: unknown): void {
    const message = readPanelMessage(data);
    if (message) this.asked.fire(message);
  }

  /** The panel's own files; the page may load nothing else of the extension. */
  private get folder(): Uri {
    return Uri.joinPath(this.extensionUri, 'dist', 'panel');
  }

  private options() {
    return { enableScripts: true, localResourceRoots: [this.folder] };
  }

  private page(webview: Webview): string {
    const file = (name: string) => webview.asWebviewUri(Uri.joinPath(this.folder, name)).toString();
    return panelHtml({
      script: file('panel.js'),
      style: file('panel.css'),
      cspSource: webview.cspSource,
      nonce: freshNonce(),
      language: env.language,
      title: l10n.t('I/O Path'),
    });
  }
}

/** 128 bits from the system's generator, in Node and in a browser alike. */
function freshNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
