import { Dialog } from '../../parts/Dialog.tsx';
import { later } from '../../parts/later.tsx';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './meter.module.css';

const OpenMeter = later(async () => (await import('./OpenMeter.tsx')).OpenMeter);

/** The signal, over the bench, as long as somebody wants to see it. */
export function Meter() {
  const say = useSay();
  const { closeMeter } = useActions();
  const isOpen = useWindow(({ meterOpen }) => meterOpen);
  if (!isOpen) return null;
  return (
    <Dialog
      onClose={closeMeter}
      title={say('meter.open')}
      size="min(1100px, 92vw, 135vh)"
      closeButtonProps={{ 'aria-label': say('meter.close') }}
      classNames={{ title: classes.title }}
    >
      <OpenMeter />
    </Dialog>
  );
}
