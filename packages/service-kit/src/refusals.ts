import type { z } from 'zod'
import type { ProblemError } from './problem.ts'

/** More than this nobody reads; a body may hold ten thousand wrong cells. */
const MOST = 100

/**
 * What a schema refused, without repeating anything of it: a pointer goes only as far as the schema's own names and
 * the positions of lists, so that a key somebody made up (it may be a patient's name) is never sent back or logged.
 */
export function refusalsOf(schema: z.ZodType, error: z.core.$ZodError, root: string): ProblemError[] {
  return error.issues.slice(0, MOST).map((issue) => ({
    pointer: [root, ...knownPath(schema, issue.path).map(escapeSegment)].join('/'),
    detail: issue.code === 'unrecognized_keys' ? unknownKey(schema, issue.path) : expectation(issue),
  }))
}

/** Which key it was is not said, but which there are: those are ours. */
function unknownKey(schema: z.ZodType, path: readonly PropertyKey[]): string {
  const forms = path.reduce<z.core.$ZodType[]>(
    (at, segment) => (typeof segment === 'symbol' ? [] : at.flatMap((one) => stepInto(one, segment))),
    [schema],
  )
  const names = [...new Set(forms.flatMap(formsOf).flatMap(namesOf))]
  return `has a key that is not in the schema; it takes ${names.length === 0 ? 'none' : names.join(', ')}`
}

function namesOf(form: z.core.$ZodType): string[] {
  const { def } = (form as z.core.$ZodTypes)._zod
  return def.type === 'object' ? Object.keys(def.shape) : []
}

/** Zod's messages name what was expected and the type that came, never the value. */
function expectation(issue: z.core.$ZodIssue): string {
  return issue.message.replace(/^Invalid input: /, '')
}

function escapeSegment(segment: string | number): string {
  return String(segment).replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The part of a path that is the schema's own: it ends before the first key a caller chose. */
export function knownPath(schema: z.ZodType, path: readonly PropertyKey[]): (string | number)[] {
  const known: (string | number)[] = []
  let at: z.core.$ZodType[] = [schema]
  for (const segment of path) {
    if (typeof segment === 'symbol') break
    at = at.flatMap((candidate) => stepInto(candidate, segment))
    if (at.length === 0) break
    known.push(segment)
  }
  return known
}

function stepInto(schema: z.core.$ZodType, segment: string | number): z.core.$ZodType[] {
  return formsOf(schema).flatMap((form) => {
    const { def } = (form as z.core.$ZodTypes)._zod
    switch (def.type) {
      case 'object':
        return Object.hasOwn(def.shape, segment) ? [def.shape[segment] as z.core.$ZodType] : []
      case 'array':
        return typeof segment === 'number' ? [def.element] : []
      case 'tuple':
        return typeof segment === 'number' && def.items[segment] ? [def.items[segment]] : []
      default:
        return []
    }
  })
}

/** What a schema is made of, without what only wraps it or offers a choice. */
function formsOf(schema: z.core.$ZodType): z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'union':
      return def.options.flatMap(formsOf)
    case 'intersection':
      return [def.left, def.right].flatMap(formsOf)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return formsOf(def.innerType)
    case 'pipe':
      return [def.in, def.out].flatMap(formsOf)
    case 'lazy':
      return formsOf(def.getter())
    default:
      return [schema]
  }
}
