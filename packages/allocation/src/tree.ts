import { responseOf } from './curves/all.ts'
import type { HillCurve } from './curves/hill.ts'
import type { Response } from './curves/response.ts'
import { AMOUNT_LIMIT_MINOR, type Cell, type Problem } from './problem.ts'

/** Sums stop growing here. Far above any bound, and two of them still add exactly. */
export const SATURATED = 4e15

export const RESERVE = 0
export const HILL = 1
export const OTHER = 2

/** From a hill leaf's `clear` to the units that fill its headroom, give or take one. */
export const CLEAR_OFF = 3

/**
 * The problem as flat arrays in whole units. Nodes are in preorder (0 is the pool, a subtree is node … end[node] − 1)
 * and leaves follow their node, so the leaves of a subtree are firstLeaf[node] … firstLeaf[end[node]] − 1.
 */
export interface Tree {
  readonly problem: Problem
  readonly unit: number
  readonly total: number
  readonly remainderMinor: number
  readonly hurdle: number
  readonly nodes: Nodes
  readonly leaves: Leaves
}

export interface Nodes {
  readonly count: number
  /** Index into problem.groups; −1 for the pool. */
  readonly group: Int32Array
  readonly parent: Int32Array
  readonly end: Int32Array
  readonly firstLeaf: Int32Array
  readonly lower: Float64Array
  readonly upper: Float64Array
}

export interface Leaves {
  readonly count: number
  /** Index into problem.cells; −1 for the reserve. */
  readonly cell: Int32Array
  readonly node: Int32Array
  readonly kind: Uint8Array
  readonly lower: Float64Array
  readonly upper: Float64Array
  readonly value: Float64Array
  readonly headroom: Float64Array
  readonly ceiling: Float64Array
  readonly half: Float64Array
  /** Hill only, worked out once: √(value · ceiling · half). */
  readonly root: Float64Array
  /** Hill only: below this many units the headroom certainly does not cut the next step; it is full within CLEAR_OFF. */
  readonly clear: Float64Array
  /** Only for OTHER leaves: the collector would look through a million nulls each time. */
  readonly response: Response[]
}

/** Lays a valid problem out in arrays. Reads every cell once. */
export function treeOf(problem: Problem): Tree {
  const unit = problem.unitMinor
  const total = Math.floor(problem.totalMinor / unit)
  const nodes = nodesOf(problem, total)
  return {
    problem,
    unit,
    total,
    remainderMinor: problem.totalMinor - total * unit,
    hurdle: problem.reserve.hurdle,
    nodes: nodes.nodes,
    leaves: leavesOf(problem, nodes),
  }
}

/** The same tree for another total and reserve. It shares the arrays of the one before, which is of no use from now on. */
export function withTotal(tree: Tree, problem: Problem): Tree {
  const total = Math.floor(problem.totalMinor / tree.unit)
  tree.nodes.lower[0] = total
  tree.nodes.upper[0] = total
  setReserveBound(tree.leaves, tree.leaves.kind.indexOf(RESERVE), problem)
  return {
    ...tree,
    problem,
    total,
    remainderMinor: problem.totalMinor - total * tree.unit,
  }
}

interface Placed {
  nodes: Nodes
  /** Where the next leaf of each node goes. */
  nextLeaf: Int32Array
  /** Node of each cell, by its place in the problem. */
  nodeOfCell: Int32Array
}

function nodesOf(problem: Problem, total: number): Placed {
  const { order, parent, nodeOfGroup } = preorder(problem)
  const count = order.length
  const nodeOfCell = new Int32Array(problem.cells.length)
  const leafCount = new Int32Array(count + 1)
  leafCount[0] = 1 // the reserve hangs on the pool
  let last: { groupId: string | null; node: number } = { groupId: null, node: 0 }
  for (let i = 0; i < nodeOfCell.length; i++) {
    const groupId = problem.cells[i]?.groupId ?? null
    // Cells of one group mostly come one after another.
    if (groupId !== last.groupId) last = { groupId, node: groupId === null ? 0 : (nodeOfGroup.get(groupId) ?? 0) }
    nodeOfCell[i] = last.node
    leafCount[last.node] = (leafCount[last.node] ?? 0) + 1
  }
  const firstLeaf = new Int32Array(count + 1)
  for (let v = 0; v < count; v++) firstLeaf[v + 1] = (firstLeaf[v] ?? 0) + (leafCount[v] ?? 0)
  const bounds = nodeBounds(problem, order, total)
  return {
    nodes: { count, group: order, parent, end: subtreeEnds(parent), firstLeaf, ...bounds },
    nextLeaf: firstLeaf.slice(),
    nodeOfCell,
  }
}

function nodeBounds(problem: Problem, order: Int32Array, total: number) {
  const lower = new Float64Array(order.length)
  const upper = new Float64Array(order.length)
  lower[0] = total
  upper[0] = total
  for (let v = 1; v < order.length; v++) {
    const group = problem.groups[order[v] ?? 0]
    if (group === undefined) continue
    lower[v] = Math.ceil(group.minMinor / problem.unitMinor)
    upper[v] = group.maxMinor === null ? Infinity : Math.floor(group.maxMinor / problem.unitMinor)
  }
  return { lower, upper }
}

/** Depth first without recursion: a chain of 100,000 groups must not overflow the stack. */
function preorder(problem: Problem) {
  const children = childrenOf(problem)
  const order: number[] = [-1]
  const parent: number[] = [-1]
  const nodeOfGroup = new Map<string, number>()
  const stack: [group: number, parent: number][] = (children.get(null) ?? []).map((group) => [group, 0])
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const node = order.length
    const id = problem.groups[next[0]]?.id ?? ''
    order.push(next[0])
    parent.push(next[1])
    nodeOfGroup.set(id, node)
    for (const child of children.get(id) ?? []) stack.push([child, node])
  }
  return { order: Int32Array.from(order), parent: Int32Array.from(parent), nodeOfGroup }
}

function childrenOf(problem: Problem): Map<string | null, number[]> {
  const children = new Map<string | null, number[]>()
  problem.groups.forEach((group, index) => {
    const list = children.get(group.parentId)
    if (list === undefined) children.set(group.parentId, [index])
    else list.push(index)
  })
  return children
}

function subtreeEnds(parent: Int32Array): Int32Array {
  const end = Int32Array.from(parent, (_, v) => v + 1)
  for (let v = parent.length - 1; v > 0; v--) {
    const above = parent[v] ?? 0
    end[above] = Math.max(end[above] ?? 0, end[v] ?? 0)
  }
  return end
}

function leavesOf(problem: Problem, { nextLeaf, nodeOfCell }: Placed): Leaves {
  const leaves = emptyLeaves(problem.cells.length + 1)
  setReserve(leaves, nextLeaf, problem)
  for (let i = 0; i < nodeOfCell.length; i++) {
    const cell = problem.cells[i]
    const node = nodeOfCell[i] ?? 0
    const leaf = nextLeaf[node] ?? 0
    nextLeaf[node] = leaf + 1
    leaves.cell[leaf] = i
    leaves.node[leaf] = node
    if (cell !== undefined) setLeaf(leaves, leaf, cell, problem.unitMinor)
  }
  return leaves
}

function emptyLeaves(count: number): Leaves {
  const numbers = () => new Float64Array(count)
  return {
    count,
    cell: new Int32Array(count),
    node: new Int32Array(count),
    kind: new Uint8Array(count),
    lower: numbers(),
    upper: numbers(),
    value: numbers(),
    headroom: numbers(),
    ceiling: numbers(),
    half: numbers(),
    root: numbers(),
    clear: numbers(),
    response: [],
  }
}

function setReserve(leaves: Leaves, nextLeaf: Int32Array, problem: Problem): void {
  const leaf = nextLeaf[0] ?? 0
  nextLeaf[0] = leaf + 1
  leaves.cell[leaf] = -1
  leaves.kind[leaf] = RESERVE
  setReserveBound(leaves, leaf, problem)
}

function setReserveBound(leaves: Leaves, leaf: number, { reserve, unitMinor }: Problem): void {
  leaves.upper[leaf] = Math.floor((reserve.maxMinor ?? AMOUNT_LIMIT_MINOR) / unitMinor)
}

/** Writes one cell into its leaf. */
export function setLeaf(leaves: Leaves, leaf: number, cell: Cell, unit: number): void {
  leaves.lower[leaf] = Math.ceil(cell.minMinor / unit)
  leaves.upper[leaf] = Math.floor(cell.maxMinor / unit)
  leaves.value[leaf] = cell.valueMinor
  leaves.headroom[leaf] = cell.headroom ?? Infinity
  if (cell.curve.kind === 'hill') setHill(leaves, leaf, cell.curve, unit)
  else {
    leaves.kind[leaf] = OTHER
    leaves.response[leaf] = responseOf(cell.curve, unit)
  }
}

/**
 * The headroom cuts a step only where bookings(x + unit) > headroom. Below 1 − 10⁻¹³ of it the difference outweighs
 * every rounding (some 10⁻¹⁵), so leaving the comparison out there changes no bit; it saves two divisions of four.
 */
function setHill(leaves: Leaves, leaf: number, { ceiling, halfSpendMinor: half }: HillCurve, unit: number): void {
  const headroom = leaves.headroom[leaf] ?? 0
  const spendFor = (bookings: number) => (bookings < ceiling ? (half * bookings) / (ceiling - bookings) : Infinity)
  leaves.kind[leaf] = HILL
  leaves.ceiling[leaf] = ceiling
  leaves.half[leaf] = half
  leaves.root[leaf] = Math.sqrt((leaves.value[leaf] ?? 0) * ceiling * half)
  leaves.clear[leaf] = Math.floor(spendFor(headroom * (1 - 1e-13)) / unit) - 2
}
