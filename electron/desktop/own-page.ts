/** The private address of the page. Nothing outside of this program can serve it. */

export const SCHEME = 'app';
const HOST = 'bench';

export const PAGE_URL = `${SCHEME}://${HOST}/`;

/** Whether an address, or an origin, is the page's own. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === '';
}

/** What the page may ask the browser engine for: to put a text on the clipboard. */
export function isPermitted(permission: string, requester: string): boolean {
  return permission === 'clipboard-sanitized-write' && isOwnPage(requester);
}
