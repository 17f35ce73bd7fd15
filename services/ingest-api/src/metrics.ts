import type { StoredEvent } from '@sluice/ingestion'
import { Counter, type Registry } from '@sluice/service-kit'

/** Counts what became of events: sluice_events_total{outcome}. Hands the outcomes on. */
export function countOutcomes(registry?: Registry): (stored: StoredEvent[]) => StoredEvent[] {
  if (!registry) return (stored) => stored
  const counter = new Counter({
    name: 'sluice_events_total',
    help: 'Events by what became of them; events the schema refused are not counted.',
    labelNames: ['outcome'],
    registers: [registry],
  })
  return (stored) => {
    for (const { outcome } of stored) counter.inc({ outcome })
    return stored
  }
}
