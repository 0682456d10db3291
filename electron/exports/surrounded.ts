import description from '../../package.json' with { type: 'json' };
import { NO_USUAL_TIMES } from '../../shared/usual-time.ts';
import { environment } from './pack/environment.ts';
import type { ExportSource, SurroundedSource } from './source.ts';

/** A source with what can be said of the computer that makes the file, where nobody has said more. */
export function surrounded(source: ExportSource): SurroundedSource {
  const alone = () => ({
    productVersion: description.version,
    atMs: Date.now(),
    usual: NO_USUAL_TIMES,
    ports: [],
    environment: environment(),
    origins: {},
  });
  return { ...source, surroundings: source.surroundings ?? alone() };
}
