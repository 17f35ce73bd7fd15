/**
 * Why something was refused. A code and a place, nothing else: a refused value, and a name that is not of FHIR's own
 * scheduling resources, is repeated nowhere.
 */
export interface Refusal {
  code: RefusalCode
  /** JSON Pointer of the nearest member we know; for a missing or unknown member, of the object it should be in or was in. */
  pointer: string
}

/** Every code, with a sentence that may be shown to the sender. */
export const refusalDetails = {
  'not-a-resource': 'expected a FHIR resource: an object with a resourceType',
  'resource-not-allowed': 'only Slot, Schedule, Location and HealthcareService are taken, alone or in a Bundle',
  'bundle-type-not-allowed': 'only Bundles of type collection, searchset, batch, transaction and history are taken',
  'paged-bundle': 'is one page of several: send all of them in one Bundle, or as NDJSON',
  'contained-resource': 'contained resources are not taken',
  'person-member': 'has a member that speaks of a person',
  'person-reference': 'refers to a person',
  'reference-not-allowed': 'refers to a resource of a type that is not taken here',
  'reference-unreadable': 'expected a reference of the form Type/id, relative or absolute',
  'several-servers': 'is of another server than those of its type before it: send each server’s by itself',
  'request-not-allowed': 'has another method than PUT or POST: send what is there, and leave out what is not',
  'unknown-member': 'has a member that is not on the list',
  'unknown-extension': 'has an extension that is not on the list',
  'missing-member': 'lacks a required member',
  'invalid-value': 'is not of the expected form',
  'repeated-member': 'has a member twice',
  'too-deep': 'is nested too deeply',
  'too-many': 'has too many elements',
} as const

export type RefusalCode = keyof typeof refusalDetails

/** Codes that mean: this may have been patient data. For a sender's answer and an operator's alarm to say so. */
const personCodes: ReadonlySet<string> = new Set<RefusalCode | 'hl7v2'>([
  'resource-not-allowed',
  'contained-resource',
  'person-member',
  'person-reference',
  'hl7v2',
])

/** Whether a refusal, of a message or a line, means that it may have carried patient data. */
export function mayBePatientData({ code }: { code: string }): boolean {
  return personCodes.has(code)
}
