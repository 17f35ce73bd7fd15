import { type CsvColumn, csvColumns } from '@sluice/contracts'
import { Problem, type ProblemError } from '@sluice/service-kit'

/** A header with more cells than this is not one of ours, and a fault for each would only fill the answer. */
const MAX_COLUMNS = 64

const known = new Map(csvColumns.map((column) => [toPlain(column), column]))

/**
 * Which column is which. Case, spaces, hyphens and underscores do not matter: "Location ID" is location_id.
 * @throws Problem naming, by their places and never by what they are called, columns that are not known or given twice.
 */
export function readHeader(cells: readonly string[]): CsvColumn[] {
  if (cells.length > MAX_COLUMNS) throw new Problem('invalid-body', `A spreadsheet has at most ${MAX_COLUMNS} columns.`)
  const columns = cells.map((cell) => known.get(toPlain(cell)))
  const errors = columns.flatMap((column, at) => faultOf(columns, column, at))
  if (!columns.includes('location_id')) errors.push({ pointer: '#', detail: 'the column location_id is needed' })
  if (!columns.includes('service_line')) errors.push({ pointer: '#', detail: 'the column service_line is needed' })
  if (errors.length > 0) throw new Problem('invalid-body', 'The header row is not one we take.', { errors })
  return columns.filter((column) => column !== undefined)
}

function faultOf(
  columns: readonly (CsvColumn | undefined)[],
  column: CsvColumn | undefined,
  at: number,
): ProblemError[] {
  if (column === undefined) return [{ pointer: `#/columns/${at}`, detail: 'is not a column of ours' }]
  return columns.indexOf(column) === at ? [] : [{ pointer: `#/columns/${at}`, detail: 'is there twice' }]
}

function toPlain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]/g, '')
}
