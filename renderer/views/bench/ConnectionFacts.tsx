import { connectionOf } from '../../store/unit-connection.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { Fact, FactList } from './FactList.tsx';

/** How far the unit is connected, by what its steps have proved. */
export function ConnectionFacts() {
  const say = useSay();
  const run = useWindow(shownState);
  const { address, bearer, session } = connectionOf(run);
  const rate = run.link.baudRate;
  return (
    <FactList>
      <Fact name={say('window.fact.address')} value={address} copy />
      <Fact name="PDP" value={bearer === 'unknown' ? null : say(`window.bearer.${bearer}`)} plain />
      <Fact name="MQTT" value={session === 'unknown' ? null : say(`window.session.${session}`)} plain />
      <Fact name={say('window.fact.rate')} value={rate === null ? null : `${rate} bit/s`} />
    </FactList>
  );
}
