import { isUtf8 } from 'node:buffer'
import { MAX_CSV_ROWS } from '@sluice/contracts'
import { looksLikeHl7v2 } from '@sluice/fhir'
import { Problem } from '@sluice/service-kit'
import { CsvError, parse } from 'csv-parse'
import { type ReadItem, readEventItem, refused } from '../read-body.ts'
import { type Delimiter, delimiterOf } from './delimiter.ts'
import { readHeader } from './header.ts'
import { type Cells, findTwoReadings, type RowDefaults, rowToEvents } from './row-events.ts'

/** A row's events, or the one fault for which all of it is refused. */
export interface CsvRow {
  line: number
  items: ReadItem[]
}

/** A spreadsheet, and what it is read by. */
export interface CsvOrder {
  bytes: Uint8Array
  defaults: Omit<RowDefaults, 'hasDecimalComma'>
  /** Whether ids of its source may be digits alone. */
  takesNumericIds: boolean
}

interface Row {
  line: number
  cells: string[]
}

const MAX_ROW_BYTES = 16_384
const TWO_READINGS =
  'may mean thousands or three decimals: write whole numbers without a mark, and decimals with one or two digits'
const HL7_HEAD_BYTES = 65_536

/**
 * Reads a spreadsheet: a header row, then a row a place.
 * @throws Problem when it is not CSV in UTF-8, has columns that are not ours, or is too long.
 */
export async function readCsv({ bytes, defaults, takesNumericIds }: CsvOrder): Promise<CsvRow[]> {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const options = { takesNumericIds: () => takesNumericIds }
  if (looksLikeHl7v2(body.toString('latin1', 0, HL7_HEAD_BYTES)))
    throw new Problem('phi-not-accepted', 'The body is an HL7 version 2 message; nothing of it was kept.')
  if (!isUtf8(body)) throw new Problem('invalid-body', 'The body is not UTF-8: save it as “CSV UTF-8”.')
  const delimiter = delimiterOf(body)
  const [header, ...rows] = await parseRows(body, delimiter)
  if (header === undefined) throw new Problem('invalid-body', 'A spreadsheet begins with a header row.')
  const columns = readHeader(withoutBlankEnd(header.cells, 0))
  const given = { ...defaults, hasDecimalComma: delimiter !== ',' }
  return rows.map(({ line, cells: all }) => {
    const cells = withoutBlankEnd(all, columns.length)
    if (cells.length !== columns.length)
      return { line, items: [refused('invalid-event', cellCount(cells.length, columns.length))] }
    const named: Cells = Object.fromEntries(columns.map((column, at) => [column, cells[at]]))
    const pointer = findTwoReadings(named, given)
    if (pointer !== undefined)
      return { line, items: [refused('invalid-event', TWO_READINGS, { pointer, source: given.source })] }
    return { line, items: allOrNone(rowToEvents(named, given).map((event) => readEventItem(event, options))) }
  })
}

function cellCount(cells: number, columns: number): string {
  return `${cells} ${cells === 1 ? 'cell' : 'cells'}, the header has ${columns}`
}

async function parseRows(body: Buffer, delimiter: Delimiter): Promise<Row[]> {
  const lines = countLines()
  const begins: number[] = []
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: MAX_ROW_BYTES,
    // Those that were read before a fault are not all handed over.
    on_record: (cells: string[], info) => {
      begins.push(lines.beginOf(cells, info.lines))
      return cells
    },
    // Each where it stands: left to itself the first one of a file ends all its rows, and a row that ends otherwise is
    // joined to the next.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
  })
  parser.end(body)
  const rows: Row[] = []
  try {
    for await (const cells of parser) {
      if (rows.length > MAX_CSV_ROWS)
        throw new Problem('body-too-large', `A spreadsheet has at most ${MAX_CSV_ROWS} rows.`)
      rows.push({ line: begins[rows.length] ?? 0, cells })
    }
  } catch (error) {
    if (error instanceof Problem) throw error
    // Without the cause: it may quote the text.
    throw new Problem('invalid-body', `The body is not well-formed CSV${whereBroken(error, lines)}.`)
  }
  return rows
}

/** Lines as an editor shows them. The parser says where a row ends, and takes CRLF within quotes for two ends of a line. */
function countLines() {
  let doubled = 0
  let lastWhole = 0
  return {
    beginOf(cells: readonly string[], parsersEnd: number): number {
      const text = cells.join()
      doubled += text.match(/\r\n/g)?.length ?? 0
      lastWhole = parsersEnd - doubled
      return lastWhole - (text.match(/\r\n|\n|\r/g)?.length ?? 0)
    },
    /** For a piece that is no whole row. */
    at: (parsers: number) => parsers - doubled,
    /** Where the last row ends that was read. */
    lastWhole: () => lastWhole,
  }
}

/** Where it is not, by its line; a quote that nothing closes is found at the end of the file, far from where it opens. */
function whereBroken(error: unknown, lines: ReturnType<typeof countLines>): string {
  if (!(error instanceof CsvError)) return ''
  if (error.code === 'CSV_QUOTE_NOT_CLOSED')
    return `: after line ${lines.lastWhole()} a quote opens that nothing closes`
  return typeof error.lines === 'number' ? `: see line ${lines.at(error.lines)}` : ''
}

/** Spreadsheets write out columns that were used once and are blank since: at the end they do not count. */
function withoutBlankEnd(cells: readonly string[], least: number): readonly string[] {
  const last = cells.findLastIndex((cell) => cell !== '')
  return cells.slice(0, Math.max(last + 1, Math.min(least, cells.length)))
}

function allOrNone(items: ReadItem[]): ReadItem[] {
  const fault = items.find(({ kind }) => kind === 'refused')
  return fault ? [fault] : items
}
