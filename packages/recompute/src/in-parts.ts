/**
 * Cells whose days are read in one statement: at 400 days each 200,000 rows, a second or two. However large a pool is,
 * no statement of its past comes near the time that statements have, so that none fails for good; and no more of it is
 * held in memory than that.
 */
const cellsAtOnce = 500

/** The same in their order, in parts of which each is read by statements of its own. */
export function* inParts<T>(cells: readonly T[], atOnce = cellsAtOnce): Generator<T[], void, void> {
  for (let at = 0; at < cells.length; at += atOnce) yield cells.slice(at, at + atOnce)
}
