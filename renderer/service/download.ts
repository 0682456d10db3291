/** Files that the browser saves. */

/** Has the browser save a text. */
export function download({ fileName, text }: { readonly fileName: string; readonly text: string }): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  downloadFrom(address, fileName);
  URL.revokeObjectURL(address);
}

/** Has the browser save what stands at an address, under the name that it is given there. */
export function downloadFrom(address: string, fileName = ''): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
}
