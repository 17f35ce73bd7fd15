import { z } from 'zod'
import { localDate } from '../calendar.ts'
import { identifier } from '../identifier.ts'

/** The query of every report; dates are local to each location, both included. */
export const reportQuery = {
  from: localDate.optional().meta({
    description: 'First day; 28 days up to `to` by default.',
    examples: ['2026-11-01'],
  }),
  to: localDate.optional().meta({
    description: 'Last day, included; by default yesterday in the organization’s time zone. At most 400 days in all.',
    examples: ['2026-11-24'],
  }),
  locationId: identifier.optional().meta({ description: 'Only this clinic.', examples: ['smyrna'] }),
  serviceLine: identifier.optional().meta({ description: 'Only this kind of care.', examples: ['orthodontics'] }),
  format: z
    .enum(['json', 'csv'])
    .default('json')
    .meta({ description: 'csv: the items as a spreadsheet takes them (RFC 4180, UTF-8).', examples: ['json'] }),
}

export const reportPoolId = identifier.meta({ description: 'The pool.', examples: ['georgia'] })

/** What distinguishes the rows. */
export const groupingQuery = {
  by: z
    .enum(['none', 'location', 'service_line', 'place'])
    .default('none')
    .meta({ description: 'One row for all, per clinic, per kind of care, or per both.', examples: ['location'] }),
  interval: z
    .enum(['total', 'day', 'week', 'month'])
    .default('total')
    .meta({ description: 'One row for all days, or one per day, week (from Monday) or month.', examples: ['week'] }),
}

/** What every report has about the days it covers. */
export const reportSpan = {
  from: localDate.meta({ description: 'First day.', examples: ['2026-11-01'] }),
  to: localDate.meta({ description: 'Last day, included.', examples: ['2026-11-24'] }),
}

/** What every grouped row starts with. */
export const groupColumns = {
  period: localDate.meta({ description: 'First day of the row’s interval.', examples: ['2026-11-01'] }),
  locationId: identifier.nullable().meta({ description: 'The clinic; null: all in the query.', examples: ['smyrna'] }),
  serviceLine: identifier
    .nullable()
    .meta({ description: 'The kind of care; null: all in the query.', examples: ['orthodontics'] }),
}

export const reportCurrency = z
  .string()
  .meta({ description: 'ISO 4217. Currencies are never added up.', examples: ['USD'] })

/** A number that may be unknown, which is never written as 0. */
export function known(description: string, example: number, unit?: string) {
  return z
    .number()
    .nullable()
    .meta({ description, examples: [example], ...(unit === undefined ? {} : { 'x-unit': unit }) })
}

export function figure(description: string, example: number, unit: string) {
  return z.number().meta({ description, 'x-unit': unit, examples: [example] })
}

export const money = 'minor units of currency'

/** The body of a report asked for as a spreadsheet. */
export const reportCsv = z.string().meta({
  description: 'A header row and a row for each item, in the order and with the names of the JSON.',
  examples: ['period,locationId,serviceLine\r\n2026-11-01,smyrna,\r\n'],
})
