import type { BrokerCheck } from '../../shared/broker-check.ts';
import { checklistRun, liveRun, shownState } from './shown.ts';
import type { BrokerAsked, WindowState } from './window-state.ts';

/** The question for what is chosen; null when nothing is. */
export function brokerQuestion(state: WindowState): Omit<BrokerAsked, 'answer'> | null {
  const { port, profileId } = state.chosen;
  if (port === null || profileId === null) return null;
  return { port, profileId, runId: checklistRun(state)?.runId ?? null };
}

/** What was asked of the broker of what is chosen, as long as it is the newest that is known. */
export function brokerAsked(state: WindowState): BrokerAsked | null {
  const { brokerAsked: asked, openedRun } = state;
  const now = brokerQuestion(state);
  if (asked === null || now === null || openedRun !== null) return null;
  const isSame = asked.port === now.port && asked.profileId === now.profileId && asked.runId === now.runId;
  return isSame ? asked : null;
}

/** The newest that was seen of the broker: when somebody asked, else when the shown run failed. */
export function brokerSeen(state: WindowState): BrokerCheck | null {
  const answer = brokerAsked(state)?.answer ?? null;
  return answer?.ok === true ? answer.check : shownState(state).brokerCheck;
}

/** Why the broker cannot be asked right now; null when it can. */
export function brokerObstacle(state: WindowState) {
  if (state.service !== 'up') return 'window.obstacle.service';
  if (state.chosen.port === null) return 'window.obstacle.port';
  if (state.chosen.profileId === null) return 'window.obstacle.profile';
  return liveRun(state) === null ? null : 'broker.obstacle.run';
}
