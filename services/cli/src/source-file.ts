import { type Document, isMap, isNode, isPair, LineCounter, type Node, parseDocument } from 'yaml'

/** A fault in a file, and the line it is on where that is known. */
export interface FileFault {
  line: number | undefined
  /** `pools[0].cells[3].groupId`; '' for the file itself. */
  at: string
  message: string
}

/** A YAML or JSON file that was read, and where its parts are. */
export interface SourceFile {
  content: unknown
  /** Line of the part at this path, or of the innermost existing part around it. */
  lineOf(path: readonly PropertyKey[]): number | undefined
  /** Line of a key of the part at this path. */
  lineOfKey(path: readonly PropertyKey[], key: string): number | undefined
}

/** Reads YAML 1.2, of which JSON is a part. Dates stay text; a key given twice is a fault. */
export function readSource(text: string): { kind: 'read'; file: SourceFile } | { kind: 'faulty'; faults: FileFault[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: '1.2' })
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, at: '', message }))
    return { kind: 'faulty', faults }
  }
  return { kind: 'read', file: toSource(document, lines) }
}

function toSource(document: Document, lines: LineCounter): SourceFile {
  const lineAt = (node: unknown) => (isNode(node) && node.range ? lines.linePos(node.range[0]).line : undefined)
  return {
    content: document.toJS(),
    lineOf: (path) => lineAt(innermost(document, path)),
    lineOfKey: (path, key) => {
      const at = innermost(document, path)
      const pair = isMap(at) ? at.items.find((item) => isPair(item) && String(item.key) === key) : undefined
      return lineAt(pair?.key) ?? lineAt(at)
    },
  }
}

function innermost(document: Document, path: readonly PropertyKey[]): Node | null | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return node
  }
  return document.contents
}

/** `['pools', 0, 'cells']` to `pools[0].cells`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}

/** One fault a line, as editors and people find it: file:line: where: what. */
export function faultText(name: string, { line, at, message }: FileFault): string {
  return [line === undefined ? name : `${name}:${line}`, at, message].filter((part) => part !== '').join(': ')
}
