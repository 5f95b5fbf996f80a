/** Addresses of the panel's own files as the webview sees them. */
export interface PanelResources {
  script: string;
  style: string;
  cspSource: string;
  /** Fresh and unguessable for each page. */
  nonce: string;
  /** BCP 47. */
  language: string;
  title: string;
}

/**
 * The page that carries the panel: empty, for all data comes by postMessage. Nothing is fetched from elsewhere, and no
 * script runs but ours. Styles may be inline, for the curves and components place themselves with style attributes.
 */
export function panelHtml({ script, style, cspSource, nonce, language, title }: PanelResources): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'unsafe-inline'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data: blob:`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(style)}" id="vscode-codicon-stylesheet">
  <title>${attribute(title)}</title>
</head>
<body>
  <div id="app"></div>
  <script nonce="${attribute(nonce)}" src="${attribute(script)}" defer></script>
</body>
</html>`;
}

const attribute = (text: string) => text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
