import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { figure, groupColumns, known, money, reportCurrency, reportSpan } from './report.ts'

const capacityRow = z
  .strictObject({
    ...groupColumns,
    currency: reportCurrency,
    fillShare: known('Booked visits of all visits, where both are known; days weigh by their visits.', 0.82),
    idleOpeningsPerDay: known('Openings a day that no booking was expected for.', 6.4, 'visits a day'),
    idleCapacityValueMinor: known('What those would have been worth, all days.', 430_000, money),
    spendMinor: figure('Reported spend.', 1_005_000, money),
    wastedSpendMinor: figure(
      'Of it, spent while the clinic was gated or full: each day’s spend by the share of the day.',
      41_000,
      money,
    ),
    wastedShare: known('Wasted spend of all spend.', 0.0408),
    wastedWhileNotAcceptingMinor: figure('Of it, while no new patients were taken.', 0, money),
    wastedWhileFullMinor: figure('Of it, while there was no opening left.', 31_000, money),
    wastedWhileWaitTooLongMinor: figure('Of it, while the wait was too long.', 10_000, money),
    reclaimedSpendMinor: figure(
      'Money taken from gated clinics: what they had before above what they then had, for as long as they were gated.',
      378_000,
      money,
    ),
  })
  .meta({ id: 'CapacityRow', description: 'How full a clinic, kind of care or all of them were, and what it cost.' })

const destination = z
  .strictObject({
    locationId: identifier.nullable().meta({ description: 'The clinic; null: the reserve.', examples: ['decatur'] }),
    serviceLine: identifier
      .nullable()
      .meta({ description: 'The kind of care; null: the reserve.', examples: ['orthodontics'] }),
    amountMinor: figure('What went there.', 250_000, money),
  })
  .meta({
    id: 'ReclaimedDestination',
    description:
      'Where reclaimed money went: what a plan took is divided among the cells it gave more to, by how much more.',
  })

export const capacityReport = z
  .strictObject({
    ...reportSpan,
    items: z.array(capacityRow).meta({ description: 'By period and group.' }),
    reclaimedWentTo: z.array(destination).meta({ description: 'Most first; the first 50.' }),
  })
  .meta({
    id: 'CapacityReport',
    description: 'Fill rate, idle capacity, spend while gated or full, and the money taken from there.',
  })

export type CapacityRow = z.output<typeof capacityRow>
