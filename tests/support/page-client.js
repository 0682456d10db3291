// What the tests do from within the page of the desktop: the page's own way to the service, without its views.
// Bundled by `page-client.ts`.
import { connect } from '../../renderer/service/connection.ts';

let connection;

/** The service, over a port that is handed over the first time. */
async function service() {
  connection ??= await connect();
  return connection.client;
}

/** The news of a kind that the station gives at once. */
export async function news(kind) {
  const stop = new AbortController();
  const stream = await (await service()).station.follow(undefined, { signal: stop.signal });
  for await (const each of stream) {
    if (each.kind !== kind) continue;
    stop.abort();
    return each;
  }
  throw new Error(`the station gave no ${kind}`);
}

/** Starts a run with the first profile; gives its number. */
export async function start(port) {
  const { profiles } = await news('profiles');
  const started = await (await service()).runs.start({
    port,
    profileId: profiles[0].id,
    unit: null,
    operator: null,
    fromStep: 1,
    singleStep: false,
  });
  if (!started.ok) throw new Error(JSON.stringify(started.fault));
  return started.runId;
}

/** Has a file of runs written; gives where it went. */
export async function written(order) {
  for await (const step of await (await service()).exports.write(order))
    if (step.kind === 'done') return step.reply;
  throw new Error('the file has no end');
}

/** Follows a run to its end; gives its facts and the number of pieces of its byte trace. */
export async function follow(runId) {
  const client = await service();
  let position = { afterSeq: 0, afterOrdinal: 0 };
  const events = [];
  let pieces = 0;
  for await (const { live } of await client.runs.heads({ runId })) {
    for (let more = true; more; ) {
      const { page } = await client.runs.page({ runId, ...position, limit: 500 });
      events.push(...page.events);
      pieces += page.trace.length;
      position = { afterSeq: page.seq, afterOrdinal: page.ordinal };
      more = page.more;
    }
    if (!live) break;
  }
  return { events, pieces };
}

/** Follows the whole log of a run to its end; gives how far it reached at last. */
export async function followLog(runId) {
  const filter = { show: 'all', search: '', pattern: false, hex: false, step: null, folded: false };
  const view = { runId, filter, language: 'en' };
  let last;
  for await (const head of await (await service()).log.follow({ view })) last = head;
  return last;
}

/** Opens a file of a text; gives its runs, or why there are none. */
export async function openText(fileName, text) {
  const { logs } = await service();
  const { id } = await logs.begin({ fileName });
  await logs.chunk({ id, bytes: btoa(text) });
  return await logs.end({ id });
}

/** Any other call: `path` is the procedure's, such as `files.save`. */
export async function call(path, input) {
  const [group, procedure] = path.split('.');
  return await (await service())[group][procedure](input);
}

/** Resolves when the line to the service is down. */
export async function down() {
  await service();
  if (!connection.down.aborted)
    await new Promise((resolve) => {
      connection.down.addEventListener('abort', resolve);
    });
}

/** Writes runs into a file; gives where it went. */
export async function write(request) {
  for await (const progress of await (await service()).exports.write(request))
    if (progress.kind === 'done') return progress.reply;
  throw new Error('the export told no end');
}
