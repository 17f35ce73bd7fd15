import type { Leaf, Node } from './tree.ts'
import type { WordedLeaf } from './wording.ts'

/** Somebody who got more than in the plan before. `leaf` null: the reserve. */
export interface Receiver {
  leaf: WordedLeaf | null
  minor: number
}

/** Where the money of this plan went, compared with the numbers in force. */
export interface Movement {
  /** Whom a sentence may name, largest first; ties by id. Not a gated clinic that gets its floor back. */
  named: Receiver[]
  /** How many of them are clinics, not the reserve. */
  clinics: number
  /** By those that may be named, and by all. */
  namedMinor: number
  receivedMinor: number
  givenMinor: number
}

/**
 * Where the money of each cell that was cut went. Money moves within the tightest group it mostly stayed in: a cell
 * that is named could have got it. Of a part of that group only what came in from outside counts, spread over the cells
 * in it that got more.
 */
export function movementsOf<L extends WordedLeaf & Leaf>(
  tree: Node<L>,
  changes: ReadonlyMap<string, number>,
  reserveChangeMinor: number,
): (leafId: string) => Movement {
  const byLeaf = new Map<string, Movement>()
  const settle = (node: Node<L>, isRoot: boolean): Flow => {
    const flow = ownFlow(node.leaves, changes)
    if (isRoot) add(flow, null, reserveChangeMinor)
    for (const child of node.children) {
      const part = settle(child, false)
      for (const receiver of arrived(part)) flow.receivers.push(receiver)
      for (const leaf of part.left) flow.left.push(leaf)
      flow.net += part.net
    }
    // Nobody's money is looked for: then nobody need be put in order either.
    if (flow.left.length === 0) return flow
    const movement = toMovement(flow.receivers, flow.net)
    const isHere = isRoot || 2 * movement.receivedMinor >= movement.givenMinor
    if (isHere) for (const { id } of flow.left) byLeaf.set(id, movement)
    return isHere ? { ...flow, left: [] } : flow
  }
  settle(tree, true)
  const nothing: Movement = { named: [], clinics: 0, namedMinor: 0, receivedMinor: 0, givenMinor: 0 }
  return (leafId) => byLeaf.get(leafId) ?? nothing
}

/** What moved in a part of the tree. */
interface Flow {
  receivers: Receiver[]
  /** How much more the part has than before. */
  net: number
  /** Cells that were cut and whose money mostly left the part. */
  left: WordedLeaf[]
}

/** What moved among the cells of a node itself. */
function ownFlow(leaves: readonly WordedLeaf[], changes: ReadonlyMap<string, number>): Flow {
  const flow: Flow = { receivers: [], net: 0, left: [] }
  for (const leaf of leaves) {
    const minor = changes.get(leaf.id) ?? 0
    add(flow, leaf, minor)
    if (minor < 0) flow.left.push(leaf)
  }
  return flow
}

function add(flow: Flow, leaf: WordedLeaf | null, minor: number): void {
  flow.net += minor
  if (minor > 0) flow.receivers.push({ leaf, minor })
}

/** The cells of a part that got what came in from outside. */
function arrived({ receivers, net }: Flow): Receiver[] {
  if (net <= 0) return []
  const share = net / sumOf(receivers)
  return receivers.map(({ leaf, minor }) => ({ leaf, minor: minor * share }))
}

const sumOf = (parts: readonly { minor: number }[]) => parts.reduce((sum, { minor }) => sum + minor, 0)

function toMovement(receivers: readonly Receiver[], net: number): Movement {
  const sorted = receivers.toSorted((a, b) => b.minor - a.minor || ((a.leaf?.id ?? '') < (b.leaf?.id ?? '') ? -1 : 1))
  const receivedMinor = sumOf(sorted)
  const named = sorted.filter(({ leaf }) => leaf?.facts.place.gate.state !== 'gated')
  const clinics = named.filter(({ leaf }) => leaf !== null).length
  return { named, clinics, namedMinor: sumOf(named), receivedMinor, givenMinor: receivedMinor - net }
}
