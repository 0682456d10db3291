import { useEffect, useState } from 'react';
import type { RunFacets } from '../../../shared/history.ts';
import { useService, useWindow } from '../../window-context.ts';

const NONE: RunFacets = { profiles: [], operators: [], networks: [], stations: [] };

/** What there is to choose from; asked again when a run has begun or ended. */
export function useFacets(): RunFacets {
  const service = useService();
  const bays = useWindow(({ station }) => station.bays);
  const isUp = useWindow((state) => state.service === 'up');
  const [facets, setFacets] = useState(NONE);
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const reply = await service()
        ?.history.facets()
        .catch(() => null);
      if (isWanted && reply?.ok === true) setFacets(reply.facets);
    };
    if (isUp) void read();
    return () => {
      isWanted = false;
    };
  }, [service, isUp, bays]);
  return facets;
}
