import type { z } from 'zod'

/**
 * True only where the schema takes the value and returns the same; false: use the schema, which also says what is
 * wrong.
 */
export type TakenAsIs = (value: unknown) => boolean

interface Member {
  isTaken: TakenAsIs
  isRequired: boolean
}

const never: TakenAsIs = () => false

/**
 * A schema as a check that makes no copy and no list of faults: a tenth of the time, for what is nearly always valid. Read
 * from the schema itself, with its own patterns and rules, so that there is nothing to keep the same by hand. What it does not
 * know it never takes.
 */
export function takenAsIs(schema: z.core.$ZodType): TakenAsIs {
  const isOfType = typeCheckOf(schema)
  const rules = rulesOf(schema).map(toRule)
  const [first = null, second = null] = rules
  if (first === null) return isOfType
  if (second === null) return (value) => isOfType(value) && first(value)
  return (value) => isOfType(value) && rules.every((rule) => rule(value))
}

function typeCheckOf(schema: z.core.$ZodType): TakenAsIs {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      return (value) => typeof value === 'string'
    case 'number':
      return Number.isFinite
    case 'boolean':
      return (value) => typeof value === 'boolean'
    case 'literal':
    case 'enum':
      return oneOf(schema)
    case 'optional':
      return orUndefined(takenAsIs(def.innerType))
    case 'object':
      return isClosed(def) ? objectOf(def.shape) : never
    case 'union':
      return 'discriminator' in def ? oneOfKind(def as z.core.$ZodDiscriminatedUnionDef) : never
    default:
      return never
  }
}

/** A format such as `z.int()` is a rule of its own. */
function rulesOf(schema: z.core.$ZodType): z.core.$ZodCheck<unknown>[] {
  const own = schema._zod.traits.has('$ZodCheck') ? [schema] : []
  return [...own, ...(schema._zod.def.checks ?? [])] as unknown as z.core.$ZodCheck<unknown>[]
}

/** A pattern is tested as it is; every other rule is tested as zod does. */
function toRule({ _zod: { def, check } }: z.core.$ZodCheck<unknown>): TakenAsIs {
  if (isPlainPattern(def)) {
    const { pattern } = def
    return (value) => pattern.test(String(value))
  }
  return (value) => {
    const payload: z.core.ParsePayload = { value, issues: [] }
    return check(payload) === undefined && payload.issues.length === 0 && payload.value === value
  }
}

/** One that is global would remember where it stopped. */
function isPlainPattern(def: z.core.$ZodCheckDef): def is z.core.$ZodCheckRegexDef {
  if (def.check !== 'string_format' || !('format' in def) || def.format !== 'regex' || !('pattern' in def)) return false
  return def.pattern instanceof RegExp && !def.pattern.global && !def.pattern.sticky
}

function oneOf({ _zod: { values } }: z.core.$ZodType): TakenAsIs {
  return values === undefined ? never : (value) => (values as ReadonlySet<unknown>).has(value)
}

function orUndefined(isTaken: TakenAsIs): TakenAsIs {
  return (value) => value === undefined || isTaken(value)
}

function isClosed({ catchall }: z.core.$ZodObjectDef): boolean {
  return catchall !== undefined && catchall._zod.def.type === 'never'
}

function objectOf(shape: z.core.$ZodShape): TakenAsIs {
  const members = new Map<string, Member>()
  for (const [name, schema] of Object.entries(shape))
    members.set(name, { isTaken: takenAsIs(schema), isRequired: !mayBeAbsent(schema) })
  const required = [...members.values()].filter(({ isRequired }) => isRequired).length
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    let missing = required
    const given = value as Readonly<Record<string, unknown>>
    for (const name of Object.keys(given)) {
      const member = members.get(name)
      if (member === undefined || !member.isTaken(given[name])) return false
      if (member.isRequired) missing -= 1
    }
    return missing === 0
  }
}

/** And nothing takes its place. */
function mayBeAbsent(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod
  return def.type === 'optional' && def.innerType._zod.optin === undefined
}

function oneOfKind({ discriminator, options }: z.core.$ZodDiscriminatedUnionDef): TakenAsIs {
  const kinds = new Map<unknown, TakenAsIs>()
  for (const option of options)
    for (const kind of option._zod.propValues?.[discriminator] ?? []) kinds.set(kind, takenAsIs(option))
  return (value) => {
    if (typeof value !== 'object' || value === null) return false
    const kind: unknown = Reflect.get(value, discriminator)
    return kinds.get(kind)?.(value) ?? false
  }
}
