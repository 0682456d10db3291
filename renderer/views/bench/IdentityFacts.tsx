import { imeiValid, luhnValid, operatorOf } from '../../../shared/identity.ts';
import { shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { Fact, FactList } from './FactList.tsx';

/** Numbers of the unit and its card. */
export function IdentityFacts() {
  const say = useSay();
  const { imei, iccid, imsi, firmware } = useWindow((state) => shownState(state).measurements);
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const operator = operatorOf(text(imsi?.value), text(iccid?.value));
  const number = text(imei?.value);
  const card = text(iccid?.value);
  return (
    <FactList>
      <Fact name="IMEI" value={number} check={number === null ? null : imeiValid(number)} copy />
      <Fact name="ICCID" value={card} check={card !== null && luhnValid(card) ? true : null} copy />
      <Fact name="IMSI" value={text(imsi?.value)} copy />
      <Fact
        name={say('window.fact.operator')}
        value={operator === null ? null : say(`operator.${operator}`)}
        plain
      />
      <Fact name={say('window.fact.firmware')} value={text(firmware?.value)} />
    </FactList>
  );
}
