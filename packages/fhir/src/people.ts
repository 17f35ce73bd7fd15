import type { Reading } from './reading.ts'

/** Members by which FHIR resources point at a person; none of them is part of a scheduling resource we take. */
const personMembers: ReadonlySet<string> = new Set([
  'subject',
  'patient',
  'beneficiary',
  'participant',
  'for',
  'individual',
  'subscriber',
  'policyHolder',
])

const personTypes: ReadonlySet<string> = new Set(['Patient', 'RelatedPerson', 'Person'])
/** Relative, absolute, conditional (`Patient?identifier=…`) and with a version. */
const personReference = /(?:^|\/)(?:Patient|RelatedPerson|Person)(?:[/?|#]|$)/

export function isPersonMember(name: string): boolean {
  return personMembers.has(name)
}

/** Whether the type of a reference, or its text, names a person's resource. */
export function refersToPerson(type: unknown, reference: unknown): boolean {
  if (typeof type === 'string' && personTypes.has(type)) return true
  return typeof reference === 'string' && personReference.test(reference)
}

/**
 * Looks through a member that will be dropped: a person in it refuses the message all the same, since a sender that puts
 * people there has to know. The pointer is that of the dropped member, because names below it are not checked.
 * Recursive: the depth of a message is limited before.
 */
export function refusePeople(value: unknown, at: string, reading: Reading): void {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const element of value) refusePeople(element, at, reading)
    return
  }
  for (const [name, member] of Object.entries(value)) {
    if (isPersonMember(name)) reading.refuse('person-member', at)
    if (name === 'contained') reading.refuse('contained-resource', at)
    if (name === 'resourceType') reading.refuse('resource-not-allowed', at)
    refusePeople(member, at, reading)
  }
  if ('reference' in value || 'type' in value) refusePersonReference(value, at, reading)
}

function refusePersonReference(value: { reference?: unknown; type?: unknown }, at: string, reading: Reading): void {
  if (refersToPerson(value.type, value.reference)) reading.refuse('person-reference', at)
}
