import { useEffect, useState } from 'react';
import { dayStart } from './dates.ts';

/** When the day began; it is another one when somebody comes back to the window after midnight. */
export function useToday(): number {
  const [today, setToday] = useState(() => dayStart(Date.now()));
  useEffect(() => {
    const look = () => setToday(dayStart(Date.now()));
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return today;
}
