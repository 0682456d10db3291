import { builtPage } from '../../electron/page/built.ts';
import { programRoot } from '../../electron/page/root.ts';

/** Before any test: the page is built once, so that no two of them build it at the same time. */
export default async function buildPage(): Promise<void> {
  const page = await builtPage(programRoot(), () => {});
  if (!page.ok) throw new Error(page.output);
}
