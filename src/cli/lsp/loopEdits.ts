import type { ClientCapabilities, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Fix } from '../../model/finding';

/** The client's capabilities for edits. */
export interface EditSupport {
  /** Edits that name the version they were made from. */
  versioned: boolean;
  /** Edits that the person confirms in a preview. */
  previewed: boolean;
}

export const editSupportOf = ({ workspace }: ClientCapabilities): EditSupport => ({
  versioned: workspace?.workspaceEdit?.documentChanges === true,
  previewed:
    workspace?.workspaceEdit?.documentChanges === true &&
    workspace.workspaceEdit.changeAnnotationSupport !== undefined,
});

/** Edits of a document for a client. With `confirm`, the client shows a preview with that text first. */
export function workspaceEdit(
  document: TextDocument,
  edits: TextEdit[],
  { versioned }: EditSupport,
  confirm?: { label: string; description: string },
): WorkspaceEdit {
  const { uri, version } = document;
  if (!versioned) return { changes: { [uri]: edits } };
  const textDocument = { uri, version };
  if (!confirm) return { documentChanges: [{ textDocument, edits }] };
  const annotationId = 'fix';
  return {
    documentChanges: [{ textDocument, edits: edits.map(edit => ({ ...edit, annotationId })) }],
    changeAnnotations: { [annotationId]: { ...confirm, needsConfirmation: true } },
  };
}

export const fixEdits = (document: TextDocument, { edits }: Fix): TextEdit[] =>
  edits.map(({ start, end, text }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText: text,
  }));

/**
 * A comment above a finding that suppresses it. Null if the line above ends with a backslash, which joins it to the next:
 * the comment would end a macro or hide the loop.
 */
export function suppression(document: TextDocument, { startLine, language, rule }: Finding): TextEdit | null {
  const line = (at: number) =>
    document.getText({ start: { line: at, character: 0 }, end: { line: at + 1, character: 0 } });
  const own = line(startLine - 1);
  if (startLine > 1 && /\\\r?\n$/.test(line(startLine - 2))) return null;
  const [indent] = /^[ \t]*/.exec(own) ?? [''];
  const end = own.endsWith('\r\n') ? '\r\n' : '\n';
  const mark = language === 'python' ? '#' : '//';
  const start = { line: startLine - 1, character: 0 };
  return {
    range: { start, end: start },
    newText: `${indent}${mark} iopath-ignore ${rule}: reason${end}`,
  };
}
