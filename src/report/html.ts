import { type Texts, textsIn } from '../messages/texts';
import type { Report } from '../model/report';
import type { Block } from './blocks';
import { documentOf } from './document';
import { drawingStyle, drawingsHtml, escaped } from './htmlDrawings';

export { escaped } from './htmlDrawings';

/** A report as one HTML file that needs nothing else: no script, no font, no image from anywhere. */
export function htmlOf(report: Report, texts: Texts = textsIn('en')): string {
  // The drawings stand before the first table, as in the panel.
  const blocks = documentOf(report, texts);
  const first = blocks.findIndex(({ kind }) => kind === 'table');
  const place = first < 0 ? blocks.length : first;
  const parts = [
    ...blocks.slice(0, place).map(html),
    drawingsHtml(report, texts),
    ...blocks.slice(place).map(html),
  ];
  const body = parts.join('\n');
  return `<!doctype html>
<html lang="${texts.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>I/O Path Profiler: ${escaped(report.input.paths[0] ?? 'report')}</title>
<style>${style}${drawingStyle}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.25rem 0.75rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); white-space: nowrap; }
th { font-weight: 600; }
.right { text-align: right; }
.scroll { overflow-x: auto; }
.legend { font-size: 0.85rem; opacity: 0.8; }
dt { font-weight: 600; }
dd { margin: 0 0 0.25rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; }
aside { margin: 1rem 0; padding: 0.75rem 1rem; border-left: 0.25rem solid #3b82f6; background: color-mix(in srgb, #3b82f6 8%, transparent); }
`;

function html(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h1>${escaped(block.text)}</h1>`;
    case 'facts':
      return `<dl>${block.entries.map(([label, text]) => `<dt>${escaped(label)}</dt><dd>${escaped(text)}</dd>`).join('')}</dl>`;
    case 'list':
      return `<h2>${escaped(block.title)}</h2>\n<ul>${block.items.map(item => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'callout':
      return `<aside><strong>${escaped(block.title)}</strong><br>${escaped(block.text)}</aside>`;
    case 'table':
      return tableHtml(block);
  }
}

function tableHtml({ title, columns, rows, legend }: Extract<Block, { kind: 'table' }>): string {
  const right = (place: number) => (columns[place]?.align === 'right' ? ' class="right"' : '');
  const head = columns
    .map(({ title: text }, place) => `<th scope="col"${right(place)}>${escaped(text)}</th>`)
    .join('');
  const body = rows
    .map(row => `<tr>${row.map((cell, place) => `<td${right(place)}>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('\n');
  return [
    `<h2>${escaped(title)}</h2>`,
    `<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`,
    ...(legend ? [`<p class="legend">${escaped(legend)}</p>`] : []),
  ].join('\n');
}
