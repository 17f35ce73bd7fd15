import { createHash } from 'node:crypto'
import type { CsvColumn } from '@sluice/contracts'

export type Cells = Partial<Record<CsvColumn, string>>

export interface RowDefaults {
  source: string
  observedAt: string | undefined
  /** Whether 12,5 is a number, as it is written where semicolons or tabs part the cells. */
  hasDecimalComma: boolean
}

const DEFAULT_HORIZON_DAYS = 14
const numbers = new Set<CsvColumn>([
  'horizon_days',
  'new_patient_slots_total',
  'new_patient_slots_booked',
  'new_patient_slots_open',
  'follow_up_slots_open',
  'wait_days',
  'waitlist_size',
])
const answers = new Map([
  ...['true', 'yes', 'y', '1'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0'].map((word) => [word, false] as const),
])
/** In these a point is the decimal mark where commas separate the cells. */
const fractions = new Set<CsvColumn>(['horizon_days', 'wait_days'])
/**
 * A thousand and more, or a number with three decimals: 1.000 in Berlin is 1 in Boston. Behind 0 alone there are
 * decimals.
 */
const thousandsOrDecimals = /^-?(?!0[.,])\d{1,3}[.,]\d{3}$/
const decimalPoint = /^-?\d{1,9}(?:\.\d{1,6})?$/
const decimalCommaToo = /^-?\d{1,9}(?:[.,]\d{1,6})?$/
const place = { locationId: 'location_id', serviceLine: 'service_line' } as const
const capacity = {
  newPatientSlotsTotal: 'new_patient_slots_total',
  newPatientSlotsBooked: 'new_patient_slots_booked',
  newPatientSlotsOpen: 'new_patient_slots_open',
  followUpSlotsOpen: 'follow_up_slots_open',
  waitDays: 'wait_days',
  waitKind: 'wait_kind',
} as const
const accepting = { acceptingNewPatients: 'accepting_new_patients' } as const
const attributes = { time: 'observed_at', recordedtime: 'recorded_at' } as const

/** JSON pointers of an event, and the columns they come from. */
const columnsByPointer = new Map<string, CsvColumn>([
  ...Object.entries(attributes).map(([name, column]) => [`/${name}`, column] as const),
  ...Object.entries({
    ...place,
    horizonDays: 'horizon_days',
    ...capacity,
    ...accepting,
    waitlistSize: 'waitlist_size',
  } as const).map(([name, column]) => [`/data/${name}`, column] as const),
])

const columnsByName = new Map(
  [...columnsByPointer].map(([pointer, column]) => [pointer.slice(pointer.lastIndexOf('/') + 1), column]),
)

/** What is wrong with an event's members, said of columns. */
export function toColumnNames(detail: string): string {
  return detail.replaceAll(/[a-z]+(?:[A-Z][a-z]+)+/g, (name) => columnsByName.get(name) ?? name)
}

export function pointerToColumn(pointer: string): CsvColumn | undefined {
  return columnsByPointer.get(pointer)
}

/**
 * The JSON pointer that is filled from a column whose number has two readings, a thousandfold apart: we do not guess.
 */
export function findTwoReadings(cells: Cells, { hasDecimalComma }: RowDefaults): string | undefined {
  const hasTwo = (column: CsvColumn) =>
    numbers.has(column) && (hasDecimalComma || !fractions.has(column)) && thousandsOrDecimals.test(cells[column] ?? '')
  return [...columnsByPointer].find(([, column]) => hasTwo(column))?.[0]
}

/**
 * The events of one row, not checked yet: what is known of openings, or only whether there may be any, and the waiting
 * list. A blank cell says nothing.
 */
export function rowToEvents(cells: Cells, defaults: RowDefaults): unknown[] {
  const pick = picking(cells, defaults)
  const event = (type: string, data: object) => toEvent(type, { ...pick(place), ...data }, cells, defaults)
  const [figures, intake, waitlist] = [pick(capacity), pick(accepting), pick({ waitlistSize: 'waitlist_size' })]
  const horizonDays = toValue(cells, 'horizon_days', defaults) ?? DEFAULT_HORIZON_DAYS
  const isIntake = isEmpty(figures) && !isEmpty(intake)
  // A row that says nothing is refused for the figures it lacks.
  const hasCapacity = !isEmpty(figures) || (isEmpty(intake) && isEmpty(waitlist))
  return [
    ...(hasCapacity ? [event('capacity.observed', { horizonDays, ...figures, ...intake })] : []),
    ...(isIntake ? [event('intake.changed', { ...intake, reasonCode: 'other' })] : []),
    ...(isEmpty(waitlist) ? [] : [event('waitlist.observed', waitlist)]),
  ]
}

function isEmpty(figures: object): boolean {
  return Object.keys(figures).length === 0
}

/** Its id follows from what it says, so that the same row again is the same event. */
function toEvent(type: string, data: object, cells: Cells, defaults: RowDefaults) {
  const { source, observedAt } = defaults
  const { time = observedAt, recordedtime } = picking(cells, defaults)(attributes)
  const said = { source, type: `sluice.${type}.v1`, time, recordedtime, data }
  const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  return { specversion: '1.0', id: `csv-${hash.slice(0, 40)}`, ...said }
}

function picking(cells: Cells, defaults: RowDefaults) {
  return <Name extends string>(columns: Readonly<Record<Name, CsvColumn>>): Partial<Record<Name, unknown>> => {
    const named = Object.entries<CsvColumn>(columns).map(([name, column]) => [name, toValue(cells, column, defaults)])
    return Object.fromEntries(named.filter(([, value]) => value !== undefined))
  }
}

/** What is neither a number nor yes or no stays text, which the schema then refuses. */
function toValue(cells: Cells, column: CsvColumn, { hasDecimalComma }: RowDefaults): unknown {
  const text = cells[column]
  if (text === undefined || text === '') return undefined
  if (numbers.has(column)) {
    const isNumber = (hasDecimalComma ? decimalCommaToo : decimalPoint).test(text)
    return isNumber ? Number(text.replace(',', '.')) : text
  }
  return column === 'accepting_new_patients' ? (answers.get(text.toLowerCase()) ?? text) : text
}
