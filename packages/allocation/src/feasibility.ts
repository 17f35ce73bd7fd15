import type { Infeasible } from './problem.ts'
import type { Tree } from './tree.ts'

interface Conflict {
  scope: Infeasible['scope']
  id: string
  cells: number
  missing: number
  why: string
  /** What to change, each by the amount missing. */
  cure: string
}

const OWN_BOUNDS = {
  why: 'its minimum is above its maximum',
  cure: 'raise the maximum or lower the minimum',
}

/**
 * The narrowest part whose bounds contradict each other, or null when some split keeps all bounds. A part counts only
 * if nothing below it conflicts; among several the one with fewest cells, then a cell before a group, then the smaller
 * id. On a tree it is enough to compare, at each node, its bounds with the sums of what its children must and can take.
 */
export function findConflict(tree: Tree): Infeasible | null {
  const conflicts: Conflict[] = []
  const broken = new Uint8Array(tree.nodes.count)
  const { must, can } = leafSums(tree, broken, conflicts)
  for (let v = tree.nodes.count - 1; v >= 0; v--) {
    if (broken[v] === 0) checkNode(tree, v, must[v] ?? 0, can[v] ?? 0, broken, conflicts)
    const parent = tree.nodes.parent[v] ?? -1
    if (parent < 0) continue
    if (broken[v] === 1) broken[parent] = 1
    must[parent] = (must[parent] ?? 0) + Math.max(must[v] ?? 0, tree.nodes.lower[v] ?? 0)
    can[parent] = (can[parent] ?? 0) + Math.min(can[v] ?? 0, tree.nodes.upper[v] ?? 0)
  }
  conflicts.sort(narrower)
  return conflicts[0] === undefined ? null : toInfeasible(conflicts[0], tree.unit)
}

function leafSums(tree: Tree, broken: Uint8Array, conflicts: Conflict[]) {
  const must = new Float64Array(tree.nodes.count)
  const can = new Float64Array(tree.nodes.count)
  const { leaves } = tree
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    const node = leaves.node[leaf] ?? 0
    const lower = leaves.lower[leaf] ?? 0
    const upper = leaves.upper[leaf] ?? 0
    must[node] = (must[node] ?? 0) + lower
    can[node] = (can[node] ?? 0) + upper
    if (lower <= upper) continue
    broken[node] = 1
    const id = tree.problem.cells[leaves.cell[leaf] ?? -1]?.id ?? ''
    conflicts.push({ scope: 'cell', id, cells: 1, missing: lower - upper, ...OWN_BOUNDS })
  }
  return { must, can }
}

function checkNode(tree: Tree, v: number, must: number, can: number, broken: Uint8Array, conflicts: Conflict[]): void {
  const { nodes } = tree
  const found = nodeConflict(v === 0, must, can, nodes.lower[v] ?? 0, nodes.upper[v] ?? 0)
  if (found.missing <= 0) return
  broken[v] = 1
  const cells = (nodes.firstLeaf[nodes.end[v] ?? 0] ?? 0) - (nodes.firstLeaf[v] ?? 0)
  const id = v === 0 ? 'pool' : (tree.problem.groups[nodes.group[v] ?? 0]?.id ?? '')
  conflicts.push({ scope: v === 0 ? 'pool' : 'group', id, cells, ...found })
}

/** The greatest contradiction at one node. The pool's two bounds are both its total. */
function nodeConflict(isPool: boolean, must: number, can: number, lower: number, upper: number) {
  const [most, least] = isPool ? ['the total', 'the total'] : ['its maximum', 'its minimum']
  const reserve = isPool ? ' and the reserve' : ''
  return [
    { missing: lower - upper, ...OWN_BOUNDS },
    {
      missing: must - upper,
      why: `the minimums below it come to more than ${most}`,
      cure: `lower the minimums below it, or raise ${most},`,
    },
    {
      missing: lower - can,
      why: `the maximums below it${reserve} come to less than ${least}`,
      cure: `raise the maximums below it${reserve}, or lower ${least},`,
    },
  ].reduce((worst, next) => (next.missing > worst.missing ? next : worst))
}

function narrower(a: Conflict, b: Conflict): number {
  if (a.cells !== b.cells) return a.cells - b.cells
  if (a.scope !== b.scope) return a.scope === 'cell' || b.scope === 'pool' ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function toInfeasible({ scope, id, missing, why, cure }: Conflict, unit: number): Infeasible {
  const missingMinor = missing * unit
  const name = scope === 'pool' ? 'the pool' : `${scope} ${JSON.stringify(id)}`
  const message = `${name}: ${why}; ${cure} by ${missingMinor} minor units`
  return { kind: 'infeasible', scope, at: id, missingMinor, message }
}
