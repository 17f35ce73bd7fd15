import type { Code } from '../datatypes.ts'
import type { Slot } from '../slot.ts'
import type { PatientKind } from './capacity-map.ts'
import type { MapIndex } from './map-index.ts'

/** The systems whose codes we know; a code without a system is taken for one of theirs. */
const systems: ReadonlySet<string> = new Set([
  'http://terminology.hl7.org/CodeSystem/accepting-patients',
  'http://hl7.org/fhir/us/davinci-pdex-plan-net/CodeSystem/AcceptingPatientsCS',
  'http://terminology.hl7.org/CodeSystem/v2-0276',
])

/** `nopt` is "not accepting patients": an opening for nobody. CHECKUP, ROUTINE, WALKIN and EMERGENCY do not say. */
const kinds: ReadonlyMap<string, PatientKind> = new Map([
  ['newpt', 'new'],
  ['existptonly', 'follow_up'],
  ['existptfam', 'follow_up'],
  ['FOLLOWUP', 'follow_up'],
  ['nopt', 'nobody'],
])

/** What a slot says of its patients by these is understood without a map. */
export const knownAppointmentTexts: readonly string[] = [...systems, ...kinds.keys()]

/** Careful: if codes contradict each other, the slot is not for new patients. */
const careful: readonly PatientKind[] = ['nobody', 'follow_up', 'new']

/** For whom a slot is; null: it does not say. */
export function patientsOf(slot: Slot, map: MapIndex): PatientKind | null {
  const mapped = map.appointmentTypes.first(slot.appointmentTypes)
  if (mapped !== undefined) return mapped.entry.patients
  const said = new Set(slot.appointmentTypes.map(knownKind))
  return careful.find((kind) => said.has(kind)) ?? null
}

function knownKind({ system, code }: Code): PatientKind | null {
  return system === null || systems.has(system) ? (kinds.get(code) ?? null) : null
}
