import type { Operator } from '../identity.ts';
import { ACCESS_POINTS, accessPointOf, type AccessPointId } from '../presets.ts';
import type { View } from './view.ts';

/** Which operator's card an access point is for. */
const OWNERS: Readonly<Record<AccessPointId, Operator>> = {
  china_mobile: 'china_mobile',
  china_mobile_iot: 'china_mobile',
  china_unicom: 'china_unicom',
  china_unicom_3g: 'china_unicom',
  china_unicom_iot: 'china_unicom',
  china_telecom: 'china_telecom',
};

/** Whether the profile's access point is known to belong to another operator than the SIM card. */
export function isOfOtherOperator({ profile, operator }: View): boolean {
  const known = accessPointOf(profile?.apn.name ?? '');
  return known !== null && operator !== null && OWNERS[known] !== operator;
}

/** Access points of the card's operator that the profile does not use, the commonest first (protocol.md 6). */
export function otherAccessPoints({ profile, operator }: View): readonly string[] {
  const used = profile?.apn.name.toLowerCase();
  return ACCESS_POINTS.filter(({ id }) => OWNERS[id] === operator).flatMap(({ apn }) =>
    apn === null || apn.toLowerCase() === used ? [] : [apn],
  );
}
