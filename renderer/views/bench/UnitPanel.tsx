import { useSay } from '../../texts.ts';
import classes from './bench.module.css';
import { BrokerView } from './BrokerView.tsx';
import { ConnectionFacts } from './ConnectionFacts.tsx';
import { IdentityFacts } from './IdentityFacts.tsx';
import { SignalPart } from './SignalPart.tsx';

/** What the unit tells of itself. What it did not tell is unknown. */
export function UnitPanel() {
  const say = useSay();
  return (
    <aside className={classes.unit} aria-label={say('window.unitPanel')}>
      <SignalPart />
      <IdentityFacts />
      <ConnectionFacts />
      <BrokerView />
    </aside>
  );
}
