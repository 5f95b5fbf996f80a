// Loaded first. The library of the curves creates a number format in the browser's language when it loads. A tag that
// Intl refuses (`C`, `en-US@posix`: a system without a locale) would stop the whole panel.

try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
}
