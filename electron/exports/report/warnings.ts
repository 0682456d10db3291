import type { WarningCode } from '../../../shared/outcome.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import type { RunState } from '../../../shared/run-state.ts';
import { type Html, html } from './html.ts';
import type { ReportSay } from './texts.ts';

/** Every warning with where it was given and what it means; null where there is none. */
export function warningList(say: ReportSay, state: RunState): Html | null {
  const given = givenWarnings(state);
  if (given.size === 0) return null;
  const rows = [...given].map(([code, steps]) => {
    const where = steps.map((step) => say('report.warning.step', { step })).join(', ');
    return html`<tr><td>${where === '' ? say('report.warning.run') : where}</td>
<td><b>${say(`warning.${code}`)}</b><p>${say(`warningMeans.${code}`)}</p></td></tr>`;
  });
  return html`<section><h3>${say('report.warnings')}</h3><table class="plain"><tbody>${rows}</tbody></table></section>`;
}

/** In the order of the steps; those of the run alone have no step. */
function givenWarnings({ steps, warnings }: RunState): ReadonlyMap<WarningCode, readonly StepNumber[]> {
  const given = new Map<WarningCode, readonly StepNumber[]>(warnings.map((code) => [code, []]));
  for (const { number, outcome } of steps)
    for (const code of outcome?.kind === 'passed' ? outcome.warnings : [])
      given.set(code, [...(given.get(code) ?? []), number]);
  return given;
}
