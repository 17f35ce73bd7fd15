import type { FieldChange } from '../difference.ts'
import type { Step } from './steps.ts'

/** A step and its fields, as a person reads a plan. */
export function stepText({ sign, kind, id, note, changes }: Step): string {
  return [`${sign} ${kind} ${id} (${note})`, ...changes.map((change) => `    ${changeText(change)}`)].join('\n')
}

function changeText({ sign, path, from, to }: FieldChange): string {
  if (sign === '+') return `+ ${path}: ${valueText(to)}`
  if (sign === '-') return `- ${path}`
  return `~ ${path}: ${valueText(from)} → ${valueText(to)}`
}

/** Null fields of something new are left out: they would hide what it has. */
function valueText(value: unknown): string {
  const text = JSON.stringify(value, (_, field) => (field === null && value !== null ? undefined : field))
  return text.length > 160 ? `${text.slice(0, 157)}…` : text
}

/** `2 to create, 1 to change, none to remove.` */
export function summaryText(steps: readonly Step[], [create, change, remove]: [string, string, string]): string {
  const count = (sign: Step['sign']) => steps.filter((step) => step.sign === sign).length || 'none'
  return `${count('+')} ${create}, ${count('~')} ${change}, ${count('-')} ${remove}.`
}

const verbs = { '+': 'Created', '~': 'Changed', '-': 'Archived' } as const

/** `Created location smyrna.` */
export function doneText({ sign, kind, id }: Step): string {
  return `${verbs[sign]} ${kind} ${id}.`
}
