import { connectionOf } from '../../store/unit-connection.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import type { RunState } from '../../../shared/run-state.ts';
import { Fact, FactList } from './FactList.tsx';

const isAnswering = ({ steps }: RunState): boolean =>
  steps.some(({ status }) => status === 'passed' || status === 'warned');

/** How far the unit is connected, by what its steps have proved. */
export function ConnectionFacts() {
  const say = useSay();
  const run = useWindow(shownState);
  const { address, bearer, session } = connectionOf(run);
  // What the port is open at says nothing of the module until it has answered.
  const rate = isAnswering(run) ? run.link.baudRate : null;
  return (
    <FactList>
      <Fact name={say('window.fact.address')} value={address} copy />
      <Fact name="PDP" value={bearer === 'unknown' ? null : say(`window.bearer.${bearer}`)} plain />
      <Fact name="MQTT" value={session === 'unknown' ? null : say(`window.session.${session}`)} plain />
      <Fact name={say('window.fact.rate')} value={rate === null ? null : `${rate} bit/s`} />
    </FactList>
  );
}
