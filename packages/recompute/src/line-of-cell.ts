/**
 * Finds a cell's line in another plan. Two plans of a pool mostly have the same cells in the same order: then the line is
 * where the cell's own is, and nothing is looked up.
 */
export function lineOfCell<Line extends { cellId: string }>(
  lines: readonly Line[],
): (own: { cellId: string }, index: number) => Line | undefined {
  let byCell: ReadonlyMap<string, Line> | undefined
  return ({ cellId }, index) => {
    const here = lines[index]
    if (here?.cellId === cellId) return here
    byCell ??= new Map(lines.map((line) => [line.cellId, line]))
    return byCell.get(cellId)
  }
}
