import type { StepStatus } from '../../../shared/run-state.ts';
import { type Html, html } from './html.ts';
import type { ReportSay } from './texts.ts';

/** Shapes for the fate of a step or a run, on a field of 24 by 24: told apart without colour, as in the window. */
const SHAPES: Readonly<Record<StepStatus, Html>> = {
  pending: html`<circle cx="12" cy="12" r="9" class="ring"/>`,
  running: html`<circle cx="12" cy="12" r="9" class="ring"/><path d="M9 7l8 5-8 5z" class="solid"/>`,
  waiting: html`<circle cx="12" cy="12" r="9" class="ring"/><path d="M12 7v5l4 2"/>`,
  passed: html`<circle cx="12" cy="12" r="11" class="disc"/><path d="M6.5 12.5l4 4L18 8.5" class="cut"/>`,
  warned: html`<path d="M12 1.5l11 20H1z" class="disc"/><path d="M12 9v6M12 18v.4" class="cut"/>`,
  failed: html`<path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" class="disc"/><path d="M8 8l8 8M16 8l-8 8" class="cut"/>`,
  errored: html`<path d="M12 0.5L23.5 12 12 23.5 0.5 12z" class="disc"/><path d="M9.4 9.6a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 1.9M12 17v.3" class="cut"/>`,
  skipped: html`<path d="M6 12h12"/>`,
  not_applicable: html`<path d="M6 12h12"/>`,
  cancelled: html`<rect x="2" y="2" width="20" height="20" class="disc"/><path d="M8 8h8v8H8z" class="cut"/>`,
};

/** The shape alone; the word stands beside it. */
export function mark(status: StepStatus): Html {
  return html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[status]}</svg>`;
}

/** Shape and word of a step. */
export function statusTag(say: ReportSay, status: StepStatus): Html {
  return html`<span class="tag ${status}">${mark(status)} ${say(`status.${status}`)}</span>`;
}
