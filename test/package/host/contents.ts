/** The files that a VSIX may contain. */
export const allowed =
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package(\.nls(\.[\w-]+)?)?\.json|(readme|changelog|support|security)\.md|LICENSE\.txt|l10n\/[\w.-]+\.json|media\/(walkthrough\/)?[\w-]+\.(svg|png)|schemas\/[\w.-]+\.json|docs\/rules\/([\w-]+\/)?[\w-]+\.md|dist\/[\w./-]+\.(js|css|ttf|wasm|txt)|dist\/native\/([\w-]+\/)?iopath(\.node|-trace|-calls\.bpf\.o)))$/i;

/** The size limit, in bytes: every user downloads the VSIX. */
export const mostBytes = 6_000_000;
