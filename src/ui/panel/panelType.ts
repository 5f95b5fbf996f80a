/** Id of the webview; its serializer restores it after a reload of the window. */
export const panelType = 'ioPath.panel';

/** Id of the editor for files named `*.iopath.json`. */
export const reportEditorType = 'ioPath.report';
