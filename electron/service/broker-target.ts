import type { BrokerCheck } from '../../shared/broker-check.ts';
import type { Clock } from '../../shared/clock.ts';
import { parsePortAddress } from '../port/index.ts';
import type { SimulatorFarm } from '../simulator/index.ts';
import { checkBroker } from '../witness/check-broker.ts';
import type { CheckBroker } from './commissioner.ts';

/** Looks at brokers where the module on a port comes to: a simulated one is mostly led to the broker of this process. */
export function createBrokerCheck(clock: Clock, farm: Pick<SimulatorFarm, 'target'>): CheckBroker {
  return async (port, { broker, mqtt }, signal): Promise<BrokerCheck | null> => {
    const { host, port: brokerPort, tls } = broker;
    const wanted = { host, port: brokerPort, tls };
    const isSimulated = parsePortAddress(port).kind === 'simulated';
    const target = isSimulated ? await farm.target(port, wanted) : wanted;
    if (target === null) return null;
    const { clientId, username, password, cleanSession, keepAliveSeconds } = mqtt;
    const subject = { ...target, clientId, username, password, cleanSession, keepAliveSeconds };
    return await checkBroker(subject, { clock, signal });
  };
}
