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
  const writing = startWriting()
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
      writing.addText(head + text)
    }
    mark = ','
  }
  writing.addText(mark === '{' ? '{}' : '}')
  return { bytes: writing.toBytes(), lists }
}

interface KnownList extends WrittenList {
  bytes: Buffer
}

const noList: KnownList = { parts: [], bounds: new Uint32Array(1), bytes: Buffer.alloc(0) }

function listOf(name: string, known: WrittenJson | undefined): KnownList {
  const list = known?.lists.get(name)
  return known === undefined || list === undefined ? noList : { ...list, bytes: known.bytes }
}

/** Writes a list, in runs of parts that are known and of parts that are not. @returns its bounds */
function writeList(writing: Writing, parts: readonly object[], known: KnownList): Uint32Array {
  const bounds = new Uint32Array(parts.length + 1)
  const isKnown = (i: number) => i < known.parts.length && parts[i] === known.parts[i]
  let from = 0
  while (from < parts.length) {
    let to = from + 1
    while (to < parts.length && isKnown(to) === isKnown(from)) to += 1
    if (isKnown(from)) copyParts(writing, known, { from, to, bounds })
    else writeParts(writing, parts, { from, to, bounds })
    from = to
  }
  bounds[parts.length] = writing.size()
  writing.addText(parts.length === 0 ? '[]' : ']')
  return bounds
}

/** Parts of a list from one to before another, whose bounds are to be noted. */
interface Run {
  from: number
  to: number
  bounds: Uint32Array
}

function copyParts(writing: Writing, known: KnownList, { from, to, bounds }: Run): void {
  const start = known.bounds[from] ?? 0
  const shift = writing.size() - start
  for (let i = from; i < to; i += 1) bounds[i] = (known.bounds[i] ?? 0) + shift
  writing.addBytes(known.bytes.subarray(start, known.bounds[to]))
}

function writeParts(writing: Writing, parts: readonly object[], { from, to, bounds }: Run): void {
  const texts: string[] = []
  let at = writing.size()
  for (let i = from; i < to; i += 1) {
    const text = `${i === 0 ? '[' : ','}${JSON.stringify(parts[i])}`
    bounds[i] = at
    at += Buffer.byteLength(text)
    texts.push(text)
  }
  writing.addText(texts.join(''))
}

interface Writing {
  size(): number
  addText(text: string): void
  addBytes(bytes: Buffer): void
  toBytes(): Buffer
}

function startWriting(): Writing {
  const pieces: Buffer[] = []
  let size = 0
  const addBytes = (bytes: Buffer) => {
    pieces.push(bytes)
    size += bytes.length
  }
  return {
    size: () => size,
    addText: (text) => addBytes(Buffer.from(text)),
    addBytes,
    toBytes: () => Buffer.concat(pieces, size),
  }
}
