import { visibleLines } from '../report/visible';

/** Text of a source file or a report as Markdown that shows just that text, on one line. */
export const plainMarkdown = (text: string) =>
  visibleLines(text)
    .replace(/[\\`*_{}[\]<>()#+\-.!|~$&]/g, '\\$&')
    .replace(/\s*\n\s*/g, ' ');
