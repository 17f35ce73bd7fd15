import type { z } from 'zod'
import { type Event, event } from './event.ts'
import { personFaults, type TakesNumericIds } from './event-persons.ts'
import { takenAsIs } from './taken-as-is.ts'
// zod's own sentence of an unknown member names it, and its name may be a person's.
import './wording.ts'

export type EventFaultCode = 'invalid-event' | 'unknown-event-type' | 'phi-not-accepted'

/** Where (JSON Pointer from the event) and what is expected there. Neither a value nor an unknown member's name. */
export interface EventFault {
  pointer: string
  detail: string
}

export type ReadEvent =
  | { kind: 'event'; event: Event }
  | { kind: 'refused'; code: EventFaultCode; faults: [EventFault, ...EventFault[]] }

const MAX_FAULTS = 20
const isTakenAsIs = takenAsIs(event)

export interface ReadEventOptions {
  /** Which sources name things by numbers alone; none by default. */
  takesNumericIds?: TakesNumericIds
}

/** Reads what JSON gave as one event. An attribute that is null counts as absent, as CloudEvents says. */
export function readEvent(value: unknown, { takesNumericIds = () => false }: ReadEventOptions = {}): ReadEvent {
  const attributes = withoutNullAttributes(value)
  const [person, ...persons] = isObject(attributes) ? personFaults(attributes, takesNumericIds) : []
  if (person) return { kind: 'refused', code: 'phi-not-accepted', faults: [person, ...persons] }
  if (isEvent(attributes)) return { kind: 'event', event: attributes }
  const result = event.safeParse(attributes)
  if (result.success) return { kind: 'event', event: result.data }
  const { issues } = result.error
  const [first = { pointer: '', detail: 'is not valid' }, ...others] = issues.slice(0, MAX_FAULTS).map(issueToFault)
  return { kind: 'refused', code: codeOf(issues), faults: [first, ...others] }
}

/** Nearly every one that comes. What this does not take the schema decides. */
function isEvent(value: unknown): value is Event {
  return isTakenAsIs(value)
}

/** Names as CloudEvents has them; `data` is not one of them. */
const attributeName = /^[a-z0-9]{1,20}$/

/**
 * A member with another name is not an attribute, whatever it holds, and is left for the schema to refuse: its name may
 * be a person's.
 */
function withoutNullAttributes(value: unknown): unknown {
  if (!isObject(value) || Array.isArray(value) || !hasNull(value)) return value
  const isAbsent = (name: string) => value[name] === null && name !== 'data' && attributeName.test(name)
  return Object.fromEntries(Object.entries(value).filter(([name]) => !isAbsent(name)))
}

function hasNull(attributes: Record<string, unknown>): boolean {
  for (const name in attributes) if (attributes[name] === null) return true
  return false
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function codeOf(issues: readonly z.core.$ZodIssue[]): EventFaultCode {
  if (issues.some((issue) => issue.code === 'custom' && issue.params?.code === 'phi-not-accepted'))
    return 'phi-not-accepted'
  return issues.some((issue) => issue.code === 'invalid_union') ? 'unknown-event-type' : 'invalid-event'
}

/** zod's path ends at the last member it knows, so that a pointer never holds a name the caller made up. */
function issueToFault(issue: z.core.$ZodIssue): EventFault {
  return { pointer: issue.path.map((part) => `/${String(part)}`).join(''), detail: issueToDetail(issue) }
}

function issueToDetail(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_union':
      return 'expected one of the event types listed in /docs'
    // These say what is expected: the members, a type, a limit, the allowed values, or our own sentence.
    case 'unrecognized_keys':
    case 'invalid_type':
    case 'invalid_value':
    case 'invalid_format':
    case 'too_small':
    case 'too_big':
    case 'custom':
      return issue.message
    default:
      return 'is not valid'
  }
}
