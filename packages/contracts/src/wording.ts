import { z } from 'zod'

/**
 * The words for a value that a schema has none of its own for: what it must be, never what it was. zod's own sentences
 * name the type that came, and for some numbers the value.
 */
export function wording(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is needed' : `must be ${typeNames[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return oneOf(issue.values)
    case 'too_big':
      return limit('at most', Number(issue.maximum), issue)
    case 'too_small':
      return limit('at least', Number(issue.minimum), issue)
    case 'invalid_format':
      return formatNames[issue.format] ?? 'is not in the form that the schema names'
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return unknownKey(issue.inst)
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? oneOf(issue.options)
        : 'is none of the forms that the schema names'
    default:
      return 'is not valid'
  }
}

/** Which key it was is not said, but which there are: those are ours. */
function unknownKey(schema: z.core.$ZodRawIssue['inst']): string {
  const names = schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : []
  return `has a key that is not in the schema; it takes ${names.length === 0 ? 'none' : names.join(', ')}`
}

function oneOf(values: readonly unknown[]): string {
  return `must be ${values.map((value) => JSON.stringify(value)).join(' or ')}`
}

const typeNames: Record<string, string | undefined> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  array: 'a list',
  record: 'an object',
  null: 'null',
}

const formatNames: Record<string, string | undefined> = {
  datetime: 'must be a moment as in 2026-01-31T09:00:00Z',
  date: 'must be a day as in 2026-01-31',
  url: 'must be an address',
}

const sizes: Record<string, string | undefined> = { string: 'characters', array: 'items' }

function limit(bound: string, amount: number, { origin, inclusive }: { origin: string; inclusive?: boolean }): string {
  const size = sizes[origin]
  if (size) return `must have ${bound} ${amount} ${amount === 1 ? size.slice(0, -1) : size}`
  if (inclusive !== false) return `must be ${bound} ${amount}`
  return `must be ${bound === 'at most' ? 'less' : 'more'} than ${amount}`
}

// For every schema of this process: a refusal reads the same wherever a body, an event or a file is checked.
z.config({ customError: wording })
