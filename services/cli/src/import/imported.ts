import { createHash } from 'node:crypto'
import { parse } from 'csv-parse/sync'

/** An event as it is sent, checked by the API. */
export interface ImportedEvent {
  specversion: '1.0'
  id: string
  source: string
  type: 'sluice.capacity.observed.v1' | 'sluice.waitlist.observed.v1'
  time: string
  recordedtime?: string
  data: Record<string, string | number>
}

export interface Imported {
  events: ImportedEvent[]
  /** What a person should know of the rows, a sentence each. */
  notes: string[]
}

export interface ImportOptions {
  source: string
  horizonDays: number
  /** For sets that hold one kind of care. */
  serviceLine: string
  /** For the VA set: later rows of one report date are conflicts rather than corrections. */
  oneIdPerReport: boolean
}

/** Reads a file of the set: '' is the path that was given, a name a file in it. */
export type ReadPart = (name: string) => Promise<string>

export type Importer = (read: ReadPart, options: ImportOptions) => Promise<Imported>

export type Row = Record<string, string | undefined>

export function parseRows(text: string): Row[] {
  return parse(text, { columns: true, bom: true, skip_empty_lines: true })
}

/** The text of a column. @throws where the file has no such column: it is another set */
export function cell(row: Row, column: string): string {
  const text = row[column]
  if (text === undefined) throw new Error(`The file has no column ${column}.`)
  return text
}

/** An id that follows from what it names, so that the same row again is the same event. */
export function idOf(...parts: string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 40)
}

const MAX_ID = 64

/** A name as an id: `PRIMARY CARE` becomes `primary-care`. Names that are too long end in a mark of their own. */
export function slug(name: string): string {
  const text = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return text.length <= MAX_ID ? text : `${text.slice(0, MAX_ID - 9)}-${idOf(name).slice(0, 8)}`
}

/** The last second of a month in Britain, in UTC: summer time holds at the end of March to September. */
export function endOfBritishMonth(year: number, month: number): string {
  const isSummer = month >= 3 && month <= 9
  const nextMonth = Date.UTC(year, month, 1) - (isSummer ? 3_600_000 : 0)
  return new Date(nextMonth - 1_000).toISOString()
}
