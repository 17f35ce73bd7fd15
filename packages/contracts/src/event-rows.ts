import { z } from 'zod'
import { eventRefusalCode } from './event-answer.ts'
import { eventSource } from './event-attributes.ts'
import { reportedInstant } from './instants.ts'

export const MAX_CSV_ROWS = 10_000

/** Columns of a spreadsheet that is uploaded, as they are named in answers; docs/events.md says what each holds. */
export const csvColumns = [
  'location_id',
  'service_line',
  'observed_at',
  'recorded_at',
  'horizon_days',
  'new_patient_slots_total',
  'new_patient_slots_booked',
  'new_patient_slots_open',
  'follow_up_slots_open',
  'wait_days',
  'wait_kind',
  'accepting_new_patients',
  'waitlist_size',
] as const
export type CsvColumn = (typeof csvColumns)[number]

/** What a spreadsheet does not say itself. */
export const csvQuery = z.strictObject({
  source: eventSource.optional().meta({
    description: 'For text/csv and FHIR: the `source` of its events; /csv or /fhir if absent.',
    examples: ['/spreadsheets/smyrna'],
  }),
  observedAt: reportedInstant.optional().meta({
    description: 'For text/csv: the `time` of rows without observed_at. For FHIR: the moment it describes.',
    examples: ['2026-11-22T08:59:30Z'],
  }),
})

export const csvBody = z.string().meta({
  id: 'EventCsv',
  description: `A header row and up to ${MAX_CSV_ROWS.toLocaleString('en')} rows, one a place; the columns are ${csvColumns.join(', ')}.`,
  examples: [
    'location_id,service_line,observed_at,new_patient_slots_open\nsmyrna,orthodontics,2026-11-22T08:59:30Z,9\n',
  ],
})

const count = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'rows', examples: [0] })

const rowResult = z.strictObject({
  line: z
    .int()
    .min(2)
    .meta({ description: 'Line of the file, from 1, the header’s included.', examples: [2] }),
  status: z
    .enum(['accepted', 'duplicate', 'refused'])
    .meta({ description: 'What became of the row; refused as a whole.', examples: ['accepted'] }),
  matchedPools: z
    .int()
    .min(0)
    .optional()
    .meta({ description: 'Pools with a cell that the row is about.', 'x-unit': 'pools', examples: [1] }),
  code: eventRefusalCode.optional().meta({ description: 'Why it was refused.', examples: ['invalid-event'] }),
  column: z
    .enum(csvColumns)
    .optional()
    .meta({ description: 'Where its first fault is, if that is one column’s.', examples: ['wait_kind'] }),
  detail: z
    .string()
    .optional()
    .meta({
      description: 'What is expected there, in a sentence for people; never what came.',
      examples: ['5 cells, the header has 4'],
    }),
})

/** Answer to a spreadsheet: one bad row never loses the good ones. */
export const rowsStored = z
  .strictObject({
    accepted: count('Stored now.'),
    duplicate: count('Stored before.'),
    refused: count('Not stored.'),
    results: z.array(rowResult).meta({ description: 'One per row, in the order of the file.' }),
  })
  .meta({ id: 'RowsStored', description: 'What became of each row; the accepted ones are stored for good.' })

export type RowsStored = z.output<typeof rowsStored>
