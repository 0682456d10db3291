import { Button } from '@mantine/core';
import { brokerDetails, brokerRefusalText, brokerWords } from '../../../shared/messages/wording.ts';
import { brokerAsked, brokerObstacle, brokerSeen } from '../../store/broker-asked.ts';
import { isOld } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './waiting.module.css';

/** The broker as this computer sees it, beside what the module says: after a failure by itself, else when asked. */
export function BrokerView() {
  const say = useSay();
  const { checkBroker } = useActions();
  const check = useWindow(brokerSeen);
  const asked = useWindow(brokerAsked);
  const obstacle = useWindow(brokerObstacle);
  const old = useWindow(isOld);
  const isAsking = asked !== null && asked.answer === null;
  if (old && check === null) return null;
  return (
    <section className={classes.broker} aria-label={say('broker.title')}>
      <h2>{say('broker.title')}</h2>
      <div role="status">
        {check !== null && !isAsking && (
          <>
            <p>{brokerWords(say, check)}</p>
            {brokerDetails(say, check).map((detail) => (
              <p key={detail} className={classes.detail}>
                {detail}
              </p>
            ))}
          </>
        )}
        {asked?.answer?.ok === false && <p>{brokerRefusalText(say, asked.answer.fault)}</p>}
      </div>
      {!old && (
        <Button
          size="compact-sm"
          variant="default"
          disabled={obstacle !== null || isAsking}
          title={say(obstacle ?? 'broker.check.what')}
          onClick={() => void checkBroker()}
        >
          {say(isAsking ? 'broker.checking' : 'broker.check')}
        </Button>
      )}
    </section>
  );
}
