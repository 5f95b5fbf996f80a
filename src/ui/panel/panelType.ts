/** Id of the webview; its serializer restores it after a reload of the window. */
export const panelType = 'ioPath.panel';
