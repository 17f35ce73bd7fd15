/** Columns as wide as their widest cell, two spaces apart. Columns named in `right` hold numbers. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly string[] = [],
): string {
  const widths = heads.map((head, column) => Math.max(head.length, ...rows.map((row) => (row[column] ?? '').length)))
  const line = (cells: readonly string[]) =>
    heads
      .map((head, column) => {
        const text = cells[column] ?? ''
        const width = widths[column] ?? 0
        return right.includes(head) ? text.padStart(width) : text.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return [line(heads), ...rows.map(line)].join('\n')
}
