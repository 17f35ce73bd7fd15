import { isPersonMember, refusePeople } from './people.ts'
import type { Read, Reading } from './reading.ts'

type Members = Readonly<Record<string, Read<unknown>>>
type ReadOf<M extends Members> = { [Name in keyof M]: M[Name] extends Read<infer T> ? T | null : never }

interface Shape<M extends Members> {
  /** Members that are read. */
  read: M
  /** Those of them that must be there. */
  required?: readonly (keyof M & string)[]
  /** Members that may be there and are dropped: looked through for people, never returned. */
  drop: readonly string[]
}

/**
 * An object of exactly these members. Anything else is refused at the object itself, because the name of an unknown member
 * may already be a value. `_name` (FHIR's place for extensions of a primitive) is dropped where `name` is a member.
 */
export function closed<const M extends Members>(shape: Shape<M>): Read<ReadOf<M>> {
  const dropped = new Set(shape.drop)
  const isKnown = (name: string) => Object.hasOwn(shape.read, name) || dropped.has(name)
  return (value, at, reading) => {
    if (!isObject(value)) return refuseValue(reading, at)
    for (const [name, member] of Object.entries(value)) {
      if (Object.hasOwn(shape.read, name)) continue
      const isDropped = dropped.has(name) || (name.startsWith('_') && isKnown(name.slice(1)))
      if (isDropped) {
        refusePeople(member, `${at}/${name}`, reading)
        if (name !== 'resourceType' && !isAbsent(member)) reading.drop(name.replace(/^_/, ''))
      } else reading.refuse(codeOfUnknown(name), at)
    }
    for (const name of shape.required ?? []) if (isAbsent(value[name])) reading.refuse('missing-member', at)
    return readAll(shape.read, value, at, reading)
  }
}

function readAll<M extends Members>(read: M, value: Json, at: string, reading: Reading): ReadOf<M> {
  const members = Object.entries(read).map(([name, readMember]) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined
    return [name, isAbsent(member) ? null : readMember(member, `${at}/${name}`, reading)]
  })
  return Object.fromEntries(members) as ReadOf<M>
}

/** Each element read; null elements are skipped (real feeds have them). */
export function listOf<T>(read: Read<T>, limit: 'elements' | 'resources' = 'elements'): Read<T[]> {
  return (value, at, reading) => {
    if (!Array.isArray(value)) return refuseValue(reading, at)
    if (value.length > reading.limits[limit]) {
      reading.refuse('too-many', at)
      return null
    }
    return value.flatMap((element, index) => {
      const item = isAbsent(element) ? null : read(element, `${at}/${index}`, reading)
      return item === null ? [] : [item]
    })
  }
}

/** One of these texts. */
export function oneOf<const T extends string>(values: readonly T[]): Read<T> {
  return (value, at, reading) => values.find((known) => known === value) ?? refuseValue(reading, at)
}

/** Exactly true or false. */
export const bool: Read<boolean> = (value, at, reading) =>
  typeof value === 'boolean' ? value : refuseValue(reading, at)

/** A text of this form. */
export function text(form: RegExp): Read<string> {
  return (value, at, reading) => (typeof value === 'string' && form.test(value) ? value : refuseValue(reading, at))
}

export type Json = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined
}

export function refuseValue(reading: Reading, at: string): null {
  reading.refuse('invalid-value', at)
  return null
}

function codeOfUnknown(name: string) {
  if (name === 'contained') return 'contained-resource'
  return isPersonMember(name) ? 'person-member' : 'unknown-member'
}
