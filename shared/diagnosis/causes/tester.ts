import { again, edit } from '../remedies.ts';
import type { CauseRow } from './row.ts';

/** What keeps a unit from being judged: the port, the record, the profile, this program. */
const port = (code: CauseRow['codes'][number], source: string): CauseRow => ({
  codes: [code],
  weight: 90,
  proof: ['port_went'],
  remedies: [again],
  origin: 'general',
  source,
});

export const TESTER_CAUSES = {
  port_address_wrong: port('port_invalid', 'shared/port.ts'),
  port_missing: port('port_not_found', 'shared/port.ts'),
  port_taken: port('port_busy', 'shared/port.ts'),
  port_forbidden: port('port_no_permission', 'shared/port.ts'),
  port_without_device: port('port_no_driver', 'shared/port.ts'),
  server_unreachable: port('port_unreachable', 'shared/port.ts'),
  cable_pulled: port('port_lost', 'shared/port.ts'),
  driver_faulty: port('port_io', 'shared/port.ts'),
  recording_unreadable: port('port_recording', 'shared/port.ts'),
  answers_not_heard: { ...port('answers_unheard', 'shared/listening.ts'), proof: [] },
  record_unwritable: {
    ...port('record_failed', 'ARCHITECTURE.md: record'),
    proof: [],
    values: ({ evidence }) => {
      const detail = evidence.state.finish?.detail ?? null;
      return detail === null ? [] : [{ recordFault: detail }];
    },
  },
  program_faulty: { ...port('tester_fault', 'ARCHITECTURE.md: verdict'), proof: [] },
  evidence_incomplete: { ...port('evidence_missing', 'ARCHITECTURE.md: verdict'), proof: [] },
  unit_tells_no_number: {
    codes: ['identity_unknown'],
    weight: 80,
    remedies: [edit('mqtt.clientId'), again],
    origin: 'public',
    source: 'protocol.md 2: IMEI and ICCID are not promised by the document',
  },
} as const satisfies Record<string, CauseRow>;
