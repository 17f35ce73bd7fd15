/** A JSON text as it was written, in UTF-8, so that the next one of its kind copies what it has in common with it. */
export interface WrittenJson {
  bytes: Buffer
  /** By the name of the member. */
  lists: ReadonlyMap<string, WrittenList>
}

interface WrittenList {
  parts: readonly object[]
  /** Where each part begins, with the bracket or comma before it, and where the last one ends. */
  bounds: Uint32Array
}

/**
 * JSON.stringify of an object, to the byte. Members of these names are lists; parts of them that are at the same place in the
 * `known` text are copied from there. So nothing in a list may ever be changed: what is otherwise is another object.
 */
export function writeJson(value: object, listNames: readonly string[], known?: WrittenJson): WrittenJson {
  const writing = startWriting(known?.bytes.length ?? likelyBytes(value, listNames))
  const lists = new Map<string, WrittenList>()
  let mark = '{'
  for (const [name, member] of Object.entries(value)) {
    const head = `${mark}${JSON.stringify(name)}:`
    if (listNames.includes(name)) {
      writing.addText(head)
      lists.set(name, { parts: member, bounds: writeList(writing, member, listOf(name, known)) })
    } else {
      const text = JSON.stringify(member)
      if (text === undefined) continue
      writing.addText(head)
      writing.addText(text)
    }
    mark = ','
  }
  writing.addText(mark === '{' ? '{}' : '}')
  return { bytes: writing.toBytes(), lists }
}

/** A line of a plan takes 820 bytes, a place of an input as many, a cell half of it. */
const BYTES_OF_A_PART = 900

function likelyBytes(value: object, listNames: readonly string[]): number {
  const parts = Object.entries(value).flatMap(([name, member]) => (listNames.includes(name) ? [member.length] : []))
  return parts.reduce((sum, count) => sum + count * BYTES_OF_A_PART, 65_536)
}

interface KnownList extends WrittenList {
  bytes: Buffer
}

const noList: KnownList = { parts: [], bounds: new Uint32Array(1), bytes: Buffer.alloc(0) }

function listOf(name: string, known: WrittenJson | undefined): KnownList {
  const list = known?.lists.get(name)
  return known === undefined || list === undefined ? noList : { ...list, bytes: known.bytes }
}

/** @returns its bounds */
function writeList(writing: Writing, parts: readonly object[], known: KnownList): Uint32Array {
  const bounds = new Uint32Array(parts.length + 1)
  const isKnown = (i: number) => i < known.parts.length && parts[i] === known.parts[i]
  for (let from = 0; from < parts.length; ) {
    let to = from
    while (to < parts.length && isKnown(to)) to += 1
    if (to > from) copyParts(writing, known, { from, to, bounds })
    else writePart(writing, parts[to++], from, bounds)
    from = to
  }
  bounds[parts.length] = writing.size()
  writing.addText(parts.length === 0 ? '[]' : ']')
  return bounds
}

/** Copies the known parts from one to before another, all in one. */
function copyParts(
  writing: Writing,
  known: KnownList,
  { from, to, bounds }: { from: number; to: number; bounds: Uint32Array },
): void {
  const start = known.bounds[from] ?? 0
  const shift = writing.size() - start
  for (let i = from; i < to; i += 1) bounds[i] = (known.bounds[i] ?? 0) + shift
  writing.addBytes(known.bytes.subarray(start, known.bounds[to]))
}

function writePart(writing: Writing, part: object | undefined, index: number, bounds: Uint32Array): void {
  bounds[index] = writing.size()
  writing.addText(index === 0 ? '[' : ',')
  writing.addText(JSON.stringify(part))
}

interface Writing {
  size(): number
  addText(text: string): void
  addBytes(bytes: Buffer): void
  toBytes(): Buffer
}

/** Bytes of UTF-8 that a letter of a string takes at most. */
const MOST_BYTES_OF_A_LETTER = 3

/**
 * Straight into one piece of memory, which doubles when it is full: to join the texts of 10,000 parts and then encode them
 * takes memory three times, and most of the time goes into getting it.
 */
function startWriting(likelyBytes: number): Writing {
  let written = Buffer.allocUnsafeSlow(Math.ceil(1.1 * likelyBytes))
  let size = 0
  const makeRoom = (bytes: number) => {
    if (size + bytes <= written.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(2 * written.length, size + bytes))
    written.copy(larger, 0, 0, size)
    written = larger
  }
  return {
    size: () => size,
    addText: (text) => {
      // Counted only where it may not fit.
      if (size + MOST_BYTES_OF_A_LETTER * text.length > written.length) makeRoom(Buffer.byteLength(text))
      size += written.write(text, size)
    },
    addBytes: (bytes) => {
      makeRoom(bytes.length)
      size += bytes.copy(written, size)
    },
    toBytes: () => written.subarray(0, size),
  }
}
