import { z } from 'zod'
import { identifier } from '../identifier.ts'
import { figure, known, reportSpan } from './report.ts'

const moves = (what: string) =>
  z
    .int()
    .min(0)
    .meta({ description: `How often ${what}.`, 'x-unit': 'times', examples: [4] })

const stabilityRow = z
  .strictObject({
    cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
    locationId: identifier.meta({ description: 'Its clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.meta({ description: 'Its kind of care.', examples: ['orthodontics'] }),
    days: figure('Days of the span in which it had a budget.', 28, 'days'),
    budgetChanges: moves('its budget changed'),
    gateFlips: moves('its gate moved'),
    budgetChangesPer30Days: known('The same in 30 days; null of less than a week.', 4.29, 'times in 30 days'),
    gateFlipsPer30Days: known('The same in 30 days; null of less than a week.', 1.07, 'times in 30 days'),
  })
  .meta({ id: 'StabilityRow', description: 'How often one cell’s numbers changed.' })

export const stabilityReport = z
  .strictObject({
    ...reportSpan,
    budgetChangesPerCellPer30Days: known('Of all cells that had a budget for a week.', 3.1, 'times in 30 days'),
    gateFlipsPerCellPer30Days: known('Of all cells that had a budget for a week.', 0.4, 'times in 30 days'),
    items: z.array(stabilityRow).meta({ description: 'By cell, the most restless first.' }),
  })
  .meta({ id: 'StabilityReport', description: 'How often budgets and gates moved.' })

export type StabilityRow = z.output<typeof stabilityRow>
