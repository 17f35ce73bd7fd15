import { readInstant } from './instant.ts'
import { closed, isObject, type Json, listOf, refuseValue, text } from './members.ts'
import { refersToPerson, refusePeople } from './people.ts'
import type { Read, Reading } from './reading.ts'

/** A code and its system; null: the sender named none. */
export interface Code {
  system: string | null
  code: string
}

/** An identifier a business gave, such as a store number. */
export interface Identifier {
  system: string | null
  value: string
}

export interface Reference<Type extends string = string> {
  type: Type
  id: string
}

/** FHIR's form of an id, and the underscore that SMART Scheduling Links allows. */
export const id = text(/^[A-Za-z0-9._-]{1,64}$/)

const uri = /^[A-Za-z][A-Za-z0-9+.-]*:[!-~]{1,200}$/
const codeForm = /^[A-Za-z0-9][A-Za-z0-9._:+/-]{0,63}$/
const identifierForm = /^[A-Za-z0-9][A-Za-z0-9._:#+/-]{0,63}$/
const referenceForm =
  /^(?:https?:\/\/[!-~]{1,500}\/)?([A-Z][A-Za-z]{1,63})\/([A-Za-z0-9._-]{1,64})(?:\/_history\/[A-Za-z0-9._-]{1,64})?$/

/** An instant in UTC; see readInstant for what is taken. */
export const instant: Read<string> = (value, at, reading) => readInstant(value) ?? refuseValue(reading, at)

/**
 * The instant a member says, where it is there. One that cannot be read is refused: taken for absent, an old message would
 * be one of its receipt.
 */
export function instantIn(value: Json, name: string, at: string, reading: Reading): string | null {
  const member = value[name] ?? null
  return member === null ? null : instant(member, `${at}/${name}`, reading)
}

const LAST_SOURCE_SYNC = 'http://hl7.org/fhir/StructureDefinition/lastSourceSync'

/** When a resource last changed; with `lastSourceSync`, also noted as a moment of the message. */
export const updatedAt: Read<string> = (value, at, reading) => {
  refusePeople(value, at, reading)
  if (!isObject(value)) return null
  const changed = instantIn(value, 'lastUpdated', at, reading)
  reading.noteMoment(changed)
  const extensions: unknown[] = Array.isArray(value.extension) ? value.extension : []
  for (const [index, said] of extensions.entries())
    if (isObject(said) && said.url === LAST_SOURCE_SYNC)
      reading.noteMoment(instantIn(said, 'valueDateTime', `${at}/extension/${index}`, reading))
  return changed
}

/** Null, with nothing refused, where there is no such text: then the whole is of no use to a mapping and is dropped. */
function matching(form: RegExp, value: unknown): string | null {
  return typeof value === 'string' && form.test(value) ? value : null
}

const looseText: (form: RegExp) => Read<string> = (form) => (value) => matching(form, value)

const codingMembers = closed({
  read: { system: looseText(uri), code: looseText(codeForm) },
  drop: ['id', 'extension', 'version', 'display', 'userSelected'],
})

/** A coding whose code has spaces or is missing is text in disguise: dropped like text. */
const coding: Read<Code> = (value, at, reading) => {
  const { system = null, code = null } = codingMembers(value, at, reading) ?? {}
  return code === null ? null : { system, code }
}

const conceptMembers = closed({ read: { coding: listOf(coding) }, drop: ['id', 'extension', 'text'] })

/** The codes of a CodeableConcept. */
export const concept: Read<Code[]> = (value, at, reading) => conceptMembers(value, at, reading)?.coding ?? null

/** The codes of a list of CodeableConcepts. */
export const concepts: Read<Code[]> = (value, at, reading) => listOf(concept)(value, at, reading)?.flat() ?? null

const identifierMembers = closed({
  read: { system: looseText(uri), value: looseText(identifierForm) },
  drop: ['id', 'extension', 'use', 'type', 'period', 'assigner'],
})

const identifier: Read<Identifier> = (json, at, reading) => {
  const { system = null, value = null } = identifierMembers(json, at, reading) ?? {}
  return value === null ? null : { system, value }
}

/** Identifiers that a mapping could name; one with spaces is dropped. */
export const identifiers = listOf(identifier)

const referenceMembers = closed({
  read: { reference: looseText(/^[\s\S]{0,800}$/), type: looseText(/^[A-Z][A-Za-z]{1,63}$/) },
  drop: ['id', 'extension', 'identifier', 'display'],
})

/**
 * A reference to one of `wanted`. To one of `unwanted` it is dropped; to a person, or anything else, refused. One that does not
 * say what it points at is refused too: it could be a person.
 */
export function referenceTo<const T extends string>(
  wanted: readonly T[],
  unwanted: readonly string[] = [],
): Read<Reference<T>> {
  return (value, at, reading) => {
    const members = referenceMembers(value, at, reading)
    if (members === null) return null
    if (refersToPerson(members.type, members.reference)) return refuseReference(reading, 'person-reference', at)
    const reference = members.reference ?? ''
    const [, named = members.type, target = null] = referenceForm.exec(reference) ?? []
    if (named !== null && unwanted.includes(named)) return null
    const type = wanted.find((known) => known === named)
    if (type !== undefined && target !== null) {
      reading.noteReference(reference, type, at)
      return { type, id: target }
    }
    return refuseReference(
      reading,
      named === null || type !== undefined ? 'reference-unreadable' : 'reference-not-allowed',
      at,
    )
  }
}

function refuseReference(
  reading: Reading,
  code: 'person-reference' | 'reference-unreadable' | 'reference-not-allowed',
  at: string,
): null {
  reading.refuse(code, at)
  return null
}
