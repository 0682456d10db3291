import type { Diagnosis, RankedCause } from '../../shared/diagnosis.ts';
import type { Translate } from '../../shared/messages/index.ts';
import { causeValueText } from '../../shared/messages/wording.ts';

/** More than that nobody reads behind a verdict; the window has them all. */
const SHOWN = 3;

/**
 * The likeliest causes with how sure they are, and below each what to do about it by hand; `whereOf` says where in a
 * file it is seen.
 */
export function causeLines(
  say: Translate,
  { causes }: Pick<Diagnosis, 'causes'>,
  whereOf: (cause: RankedCause) => string = () => '',
): string[] {
  const shown = causes
    .slice(0, SHOWN)
    .flatMap((cause, index) => linesOf(say, cause, index + 1, whereOf(cause)));
  return shown.length === 0 ? [] : [say('cli.run.why'), ...shown];
}

function linesOf(
  say: Translate,
  { id, standing, values }: RankedCause,
  rank: number,
  where: string,
): readonly string[] {
  const named =
    values.length === 0 ? '' : `: ${values.map((value) => causeValueText(say, value)).join(', ')}`;
  const title = `  ${rank}. ${say(`cause.${id}`)}${named} (${say(`diagnosis.standing.${standing}`)})${where}`;
  return [title, `     ${say(`causeNext.${id}`)}`];
}
