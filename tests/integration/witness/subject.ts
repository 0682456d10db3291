import { type BrokerSubject, checkBroker, type CheckTools } from '../../../electron/witness/check-broker.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { BrokerCheck } from '../../../shared/broker-check.ts';

const SUBJECT: BrokerSubject = {
  host: '127.0.0.1',
  port: 1,
  tls: false,
  clientId: 'unit-7',
  username: 'field/wis800c',
  password: 'marker-secret',
  cleanSession: true,
  keepAliveSeconds: 35,
};

/** Checks a broker to the end; the password stands in nothing that comes back. */
export async function check(
  subject: Partial<BrokerSubject>,
  tools: Partial<CheckTools> = {},
): Promise<BrokerCheck> {
  const signal = new AbortController().signal;
  const whole = { ...SUBJECT, ...subject };
  const found = await checkBroker(whole, { clock: systemClock, signal, ...tools });
  if (found === null) throw new Error('the check was called off');
  if (whole.password !== '' && JSON.stringify(found).includes(whole.password))
    throw new Error('the password was told');
  return found;
}
