/** Chromium alone knows no private schemes: the page of `app://NAME/` is one of a name that is nobody's. */

const SUFFIX = '.app.invalid';

export function toBrowser(url: string): string {
  return url.replace(/^app:\/\/([^/]+)/, `https://$1${SUFFIX}`);
}

export function fromBrowser(url: string): string {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' || !hostname.endsWith(SUFFIX)) return url;
  const name = hostname.slice(0, -SUFFIX.length);
  return url.replace(`https://${hostname}`, `app://${name}`);
}
