/** What a VSIX may hold: the allow-list of the packing, seen from the other side. */
export const allowed =
  /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package(\.nls(\.[\w-]+)?)?\.json|(readme|changelog|support|security)\.md|LICENSE\.txt|l10n\/[\w.-]+\.json|media\/(walkthrough\/)?[\w-]+\.(svg|png)|schemas\/[\w.-]+\.json|docs\/rules\/([\w-]+\/)?[\w-]+\.md|dist\/[\w./-]+\.(js|css|ttf|wasm|txt)|dist\/native\/([\w-]+\/)?iopath(\.node|-trace|-calls\.bpf\.o)))$/i;

/** A VSIX is fetched by everyone who tries it. */
export const mostBytes = 6 * 1024 * 1024;
