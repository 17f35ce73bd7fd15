import { foldCapacity, readFhirLines } from '@sluice/fhir'
import { expect, test } from 'vitest'
import { hidingAllBut } from './hide-texts.ts'

const coding = (code: string, system?: string) => ({ coding: [{ code, ...(system ? { system } : {}) }] })
const start = '2026-03-03T12:00:00Z'
const lines = [
  { resourceType: 'Location', id: 'jane-one' },
  { resourceType: 'Location', id: 'jane-two', identifier: [{ system: 'https://ids', value: 'RA1' }] },
  { resourceType: 'Location', id: 'jane-room', partOf: { reference: 'Location/jane-two' } },
  { resourceType: 'Location', id: 'jane-lost', identifier: [{ system: 'https://jane', value: 'jane' }] },
  {
    resourceType: 'HealthcareService',
    id: 'jane-care',
    location: [{ reference: 'Location/1' }],
    type: [coding('ortho')],
  },
  { resourceType: 'Location', id: '1' },
  ...['jane-room', 'jane-lost'].map((id) => ({
    ...{ resourceType: 'Schedule', id: `${id}-plan`, actor: [{ reference: `Location/${id}` }] },
    serviceType: [coding('jane', 'https://jane')],
    specialty: [coding('ortho')],
  })),
  { resourceType: 'Schedule', id: 'jane-care-plan', actor: [{ reference: 'HealthcareService/jane-care' }] },
  ...['jane-room', 'jane-lost', 'jane-care'].map((id) => ({
    ...{
      resourceType: 'Slot',
      id: `${id}-slot`,
      schedule: { reference: `Schedule/${id}-plan` },
      status: 'free',
      start,
    },
    appointmentType: id === 'jane-care' ? coding('NP30', 'https://types') : coding('newpt'),
    serviceCategory: [coding('jane')],
  })),
]
const map = {
  locations: [
    { fhirId: '1', locationId: 'smyrna' },
    { system: 'https://ids', value: 'RA1', locationId: 'macon' },
  ],
  services: [{ code: 'ortho', serviceLine: 'ortho' }],
  appointmentTypes: [{ code: 'NP30', system: 'https://types', patients: 'new' as const }],
}
const read = readFhirLines(lines.map((line) => JSON.stringify(line)))
const hiding = hidingAllBut(map)
const hidden = read.resources.map(hiding.resource)

test('what is counted is the same, though no name is left that the mapping does not know', () => {
  expect([read.faults, read.resources.length]).toEqual([[], lines.length])
  const options = { asOf: '2026-03-02T12:00:00Z', horizonDays: 14, map }
  const { unplaced, ...counted } = foldCapacity(hidden, options)
  const { unplaced: withNames, ...expected } = foldCapacity(read.resources, options)
  expect(counted).toEqual(expected)
  expect(counted.observations.map(({ locationId }) => locationId)).toEqual(['macon', 'smyrna'])
  expect(unplaced.unmappedLocation).toBe(withNames.unmappedLocation)
  expect(JSON.stringify(hidden)).not.toContain('jane')
})

test('hidden once more it stays as it is: what was kept is compared with what is read', () => {
  expect(hidden.map(hiding.resource)).toEqual(hidden)
})
