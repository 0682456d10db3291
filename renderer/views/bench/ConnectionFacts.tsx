import { measuredMeaning } from '../../../shared/codes/measured.ts';
import { meaningWords } from '../../../shared/codes/words.ts';
import type { MeasurementName } from '../../../shared/events.ts';
import type { Translate } from '../../../shared/messages/index.ts';
import { connectionOf, type UnitConnection } from '../../store/unit-connection.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import type { RunState } from '../../../shared/run-state.ts';
import { Fact, FactList } from './FactList.tsx';

const isAnswering = ({ steps }: RunState): boolean =>
  steps.some(({ status }) => status === 'passed' || status === 'warned');

/** How far the session is, as `AT+MQTTSTATU` would say it; only what this program closed has a word of its own. */
function sessionWords(say: Translate, session: Exclude<UnitConnection['session'], 'unknown'>): string {
  switch (session) {
    case 'offline':
      return say('mqttState.0');
    case 'open':
      return say('mqttState.1');
    case 'linked':
      return say('mqttState.2');
    case 'closed':
      return say('window.session.closed');
  }
}

/** How far the unit is connected, by what its steps have proved. */
export function ConnectionFacts() {
  const say = useSay();
  const run = useWindow(shownState);
  const { address, bearer, session } = connectionOf(run);
  const words = (name: MeasurementName) => {
    const meaning = measuredMeaning(name, run.measurements[name]?.value ?? null);
    return meaning === null ? null : meaningWords(say, meaning);
  };
  // What the port is open at says nothing of the module until it has answered.
  const rate = isAnswering(run) ? run.link.baudRate : null;
  return (
    <FactList>
      <Fact name="SIM" value={words('sim_state')} plain />
      <Fact name={say('window.fact.network')} value={words('registration')} plain />
      <Fact name={say('window.fact.address')} value={address} copy />
      <Fact name="PDP" value={bearer === 'unknown' ? null : say(`window.bearer.${bearer}`)} plain />
      <Fact name="MQTT" value={session === 'unknown' ? null : sessionWords(say, session)} plain />
      <Fact name={say('window.fact.rate')} value={rate === null ? null : `${rate} bit/s`} />
    </FactList>
  );
}
