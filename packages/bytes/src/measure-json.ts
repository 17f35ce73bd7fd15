/** What one event of a body weighs, measured from its bytes. */
export interface JsonMeasure {
  bytes: number
  /** Levels of objects and arrays. */
  depth: number
  /** Members written down, repeated ones counted again. */
  members: number
  /**
   * Upper bound of the number of values, counted from the separators (objects and arrays count, and so does all inside
   * them); in text that is not JSON, of the values before the fault.
   */
  values: number
}

const QUOTE = 0x22
const COMMA = 0x2c
const COLON = 0x3a
const BACKSLASH = 0x5c
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Measures each event of a body: the whole body, or each element of the array it is. Whether it is well-formed JSON is
 * found later. JSON.parse reports neither depth nor size, nor that a member was given twice: see hasRepeatedMember.
 */
export function measureEvents(json: Buffer, isBatch: boolean): JsonMeasure[] {
  const outside = isBatch ? 1 : 0
  const measures: JsonMeasure[] = []
  let current = { from: 0, depth: 0, members: 0, values: 1 }
  let depth = 0
  const finish = (at: number) => {
    const { from, ...measured } = current
    measures.push({ bytes: at - from, ...measured })
  }
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0
    if (byte === QUOTE) at = endOfString(json, at)
    else if (byte === COLON) current.members += 1
    else if (byte === COMMA && depth === outside) {
      finish(at)
      current = { from: at + 1, depth: 0, members: 0, values: 1 }
    } else if (byte === COMMA) current.values += 1
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      depth += 1
      current.values += 1
      current.depth = Math.max(current.depth, depth - outside)
      if (isBatch && depth === 1) current = { ...current, from: at + 1, values: 1 }
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      depth -= 1
      if (isBatch && depth === 0) finish(at)
    }
  }
  if (!isBatch) finish(json.length)
  return measures
}

/** Where the string that begins at `from` ends: at the next quote that is not behind a backslash of its own. */
function endOfString(json: Buffer, from: number): number {
  for (let at = from + 1; at < json.length; at += 1) {
    const byte = json[at]
    if (byte === QUOTE) return at
    if (byte === BACKSLASH) at += 1
  }
  return json.length
}
