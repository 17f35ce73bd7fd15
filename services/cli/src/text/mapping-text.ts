import type { components } from '@sluice/client'
import { table } from '../table.ts'
import { counted } from './counted.ts'

type ListedMapping = components['schemas']['ListedMapping']

/** A line a mapping: how much is in it. */
export function mappingListText(mappings: readonly ListedMapping[]): string {
  if (mappings.length === 0) return 'There is no mapping: FHIR messages and feeds are not counted.'
  const numbers = ['LOCATIONS', 'CODES', 'APPOINTMENT TYPES', 'DAYS AHEAD', 'VERSION']
  const rows = mappings.map((mapping) => [
    mapping.id,
    ...[
      mapping.locations.length,
      mapping.services.length,
      mapping.appointmentTypes.length,
      mapping.horizonDays,
      mapping.version,
    ].map(String),
  ])
  return table(['MAPPING', ...numbers], rows, numbers)
}

/** A mapping's settings, and each table of it with theirs beside ours. */
export function mappingText(mapping: ListedMapping): string {
  const settings: [string, string][] = [
    ['counted ahead', counted(mapping.horizonDays, 'day')],
    ['slots without a code', mapping.uncodedServiceLine ?? 'not counted'],
    ['slots for nobody said', mapping.untypedSlots === 'new' ? 'counted as for new patients' : 'not counted'],
    ['taken slots', mapping.publishesBusySlots ? 'all published' : 'not all published'],
    ['a schedule without slots', mapping.emptyScheduleIsFull ? 'is fully booked' : 'says nothing'],
    ['extensions dropped', mapping.ignoredExtensions.join(' ') || 'none'],
  ]
  const locations = mapping.locations.map((entry) =>
    'fhirId' in entry ? [entry.fhirId, 'its id', entry.locationId] : [entry.value, entry.system, entry.locationId],
  )
  const services = mapping.services.map(({ code, system, serviceLine }) => [
    code,
    system ?? 'any',
    serviceLine ?? 'not counted',
  ])
  const types = mapping.appointmentTypes.map(({ code, system, patients }) => [code, system ?? 'any', patients])
  return [
    `${mapping.id}, version ${mapping.version}`,
    table(['', 'MAPPING'], settings),
    ...tableOf(['THEIR LOCATION', 'BY', 'LOCATION'], locations),
    ...tableOf(['THEIR CODE', 'SYSTEM', 'SERVICE LINE'], services),
    ...tableOf(['APPOINTMENT TYPE', 'SYSTEM', 'FOR'], types),
  ].join('\n')
}

/** With an empty line before it; nothing for what is empty. */
function tableOf(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : ['', table(heads, rows)]
}
