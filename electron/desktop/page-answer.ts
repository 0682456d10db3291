import { readPageFile } from '../page/files.ts';
import { FIXED_HEADERS } from '../page/policy.ts';
import { isOwnPage } from './own-page.ts';

/** Answers a request to the private scheme with a file of the built page below `folder`; 404 for anything else. */
export async function answerPageRequest(
  { url, method }: Pick<Request, 'url' | 'method'>,
  folder: string,
): Promise<Response> {
  const path = method === 'GET' && isOwnPage(url) ? new URL(url).pathname : '';
  const file = await readPageFile(path, { folder, connections: [] });
  if (file === null) return new Response(null, { status: 404, headers: { ...FIXED_HEADERS } });
  return new Response(new Uint8Array(file.body), { headers: { ...file.headers } });
}
