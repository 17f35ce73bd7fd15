import { readFhir } from '../src/read-fhir.ts'
import type { Resource } from '../src/resource.ts'

type Json = Record<string, unknown>

/** Monday noon, the asOf of most tests. */
export const asOf = '2026-03-02T12:00:00Z'

/** An instant so many days after asOf. */
export function after(days: number): string {
  return new Date(Date.parse(asOf) + days * 86_400_000).toISOString()
}

/** A Slot as a scheduler sends it. Free tomorrow, for new patients, unless told otherwise. */
export function slot(members: Json = {}): Json {
  return {
    resourceType: 'Slot',
    id: 's1',
    schedule: { reference: 'Schedule/1' },
    status: 'free',
    start: after(1),
    end: after(1.02),
    appointmentType: newPatients,
    ...members,
  }
}

export const newPatients = appointmentType('newpt')

export function appointmentType(code: string, system?: string): Json {
  return { coding: [system === undefined ? { code } : { system, code }] }
}

/** A Schedule of Location/1 for orthodontics. */
export function schedule(members: Json = {}): Json {
  return {
    resourceType: 'Schedule',
    id: '1',
    actor: [{ reference: 'Location/1' }],
    serviceType: [{ coding: [{ code: 'ortho' }] }],
    ...members,
  }
}

export function location(members: Json = {}): Json {
  return { resourceType: 'Location', id: '1', ...members }
}

export function capacityExtension(valueInteger: unknown): Json {
  const url = 'http://fhir-registry.smarthealthit.org/StructureDefinition/slot-capacity'
  return { extension: [{ url, valueInteger }] }
}

export function bundle(resources: Json[], members: Json = {}): Json {
  return {
    resourceType: 'Bundle',
    type: 'collection',
    entry: resources.map((resource) => ({ resource })),
    ...members,
  }
}

/** The resources as read; a refusal fails the test. */
export function read(...resources: Json[]): Resource[] {
  const answer = readFhir(bundle(resources))
  if (answer.kind === 'refused') throw new Error(`refused: ${JSON.stringify(answer.refusals)}`)
  return answer.resources
}
