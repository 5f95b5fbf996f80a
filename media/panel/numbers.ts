// Loaded before all else. The curves' library makes a number format of the browser's language as it loads, and a tag
// that Intl refuses (`C`, `en-US@posix`: a system without a locale) would end the whole panel there.

try {
  new Intl.NumberFormat(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en', configurable: true });
}
