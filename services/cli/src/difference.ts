import { isDeepStrictEqual } from 'node:util'

/** One field that differs. `+` is new, `-` is gone, `~` has another value. */
export interface FieldChange {
  sign: '+' | '~' | '-'
  /** `policy.floorShare`, `cells[smyrna].baselineDailyBudgetMinor`. */
  path: string
  from?: unknown
  to?: unknown
}

type Fields = Record<string, unknown>

/** Lists whose items have a name of their own are compared by it; their order means nothing. */
const names: Record<string, (item: Fields) => string> = {
  groups: ({ id }) => String(id),
  cells: ({ id }) => String(id),
  places: ({ locationId, serviceLine }) => `${locationId} ${serviceLine}`,
  budgets: ({ startsOn }) => String(startsOn),
  periods: ({ startsOn }) => String(startsOn),
  sources: ({ source }) => String(source),
}

/** What differs between two JSON objects, field by field, in the order of the fields. */
export function fieldChanges(before: Fields, after: Fields, at = ''): FieldChange[] {
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return keys.flatMap((key) => changesOf(key, before[key], after[key], at === '' ? key : `${at}.${key}`))
}

function changesOf(key: string, before: unknown, after: unknown, path: string): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return []
  const nameOf = names[key]
  if (nameOf && Array.isArray(before) && Array.isArray(after)) return itemChanges(before, after, nameOf, path)
  if (isFields(before) && isFields(after)) return fieldChanges(before, after, path)
  if (before === undefined) return [{ sign: '+', path, to: after }]
  if (after === undefined) return [{ sign: '-', path, from: before }]
  return [{ sign: '~', path, from: before, to: after }]
}

function itemChanges(before: Fields[], after: Fields[], nameOf: (item: Fields) => string, path: string): FieldChange[] {
  const old = new Map(before.map((item) => [nameOf(item), item]))
  const kept = new Set(after.map(nameOf))
  const written = after.flatMap((item): FieldChange[] => {
    const name = nameOf(item)
    const was = old.get(name)
    return was ? fieldChanges(was, item, `${path}[${name}]`) : [{ sign: '+', path: `${path}[${name}]`, to: item }]
  })
  const gone = [...old].filter(([name]) => !kept.has(name))
  return [...written, ...gone.map(([name, from]): FieldChange => ({ sign: '-', path: `${path}[${name}]`, from }))]
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
