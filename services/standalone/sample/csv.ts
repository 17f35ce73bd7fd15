/** Rows of a CSV file (RFC 4180) by the names of its first line. Enough for the sample's files: no line breaks in values. */
export function parseCsv(text: string): Record<string, string>[] {
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
  const names = parseLine(header ?? '')
  return lines.map((line) => {
    const values = parseLine(line)
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']))
  })
}

function parseLine(line: string): string[] {
  // A value is quoted (a doubled quote stands for one) or reaches to the next comma.
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  )
}

/** The reverse; the first line has the names of the first row. */
export function toCsv(rows: readonly Record<string, string | number>[]): string {
  const names = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => names.map((name) => quote(String(row[name] ?? ''))).join(','))
  return `${[names.join(','), ...lines].join('\n')}\n`
}

function quote(value: string): string {
  return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** A column that must be there, as text or as a number. */
export function textOf(row: Record<string, string>, column: string): string {
  const value = row[column]
  if (value === undefined || value === '') throw new Error(`a row has no value in column "${column}"`)
  return value
}

export function numberOf(row: Record<string, string>, column: string): number {
  const value = Number(textOf(row, column))
  if (!Number.isFinite(value)) throw new Error(`a row has no number in column "${column}"`)
  return value
}
