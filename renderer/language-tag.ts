/**
 * Chromium under `LANG=C` calls the language `en-US@posix`, which is no language tag (BCP 47): whatever asks for the
 * numbers or dates of that language throws, the plot library as soon as it is loaded. Mends it for the whole page.
 */
export function mendLanguageTag(navigator: Navigator): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    const value = navigator.language.replace(/[@.].*$/, '').replace('_', '-') || 'en';
    Object.defineProperty(navigator, 'language', { value, configurable: true });
  }
}
