import type { RelaxableLeaf } from './feasible.ts'
import type { Node } from './tree.ts'

type Tree = Node<RelaxableLeaf>

/**
 * Marks the cells that are paused whole because a maximum below or at the pool does not pay even the floors [X5]: the least
 * worth first, and none that the pauses of others made needless, so that floors fit and no floor that fits is given up.
 */
export function markPaused(root: Tree): void {
  if (!markIn(root).isAny) return
  const rooms = new Map<Tree, number>()
  measureRooms(root, rooms)
  const paused = withNodesAbove(root, []).filter(({ leaf }) => leaf.isPaused)
  for (const { leaf, above } of paused.sort((a, b) => byPauseOrder(b.leaf, a.leaf))) {
    if (above.some((node) => (rooms.get(node) ?? 0) < floorOf(leaf))) continue
    for (const node of above) rooms.set(node, (rooms.get(node) ?? 0) - floorOf(leaf))
    leaf.isPaused = false
    leaf.pausedIn = null
  }
}

/** What is left of a cell's minimum when all but its floor has given way. */
function floorOf({ min, minAfter }: RelaxableLeaf): number {
  return Math.min(min, minAfter.lock)
}

/** Children first: a group's own maximum is met by pauses in it. */
function markIn(node: Tree): { floors: number; isAny: boolean } {
  let floors = 0
  let isAny = false
  for (const child of node.children) {
    const below = markIn(child)
    floors += below.floors
    isAny ||= below.isAny
  }
  for (const leaf of node.leaves) floors += floorOf(leaf)
  if (floors <= node.max) return { floors, isAny }
  for (const leaf of leavesBelow(node).sort(byPauseOrder)) {
    if (floors <= node.max) break
    if (leaf.isPaused || floorOf(leaf) <= 0) continue
    floors -= floorOf(leaf)
    leaf.isPaused = true
    leaf.pausedIn = node.id
  }
  return { floors, isAny: true }
}

/** What each maximum leaves once the floors of all that is not paused are paid. @returns those floors. */
function measureRooms(node: Tree, rooms: Map<Tree, number>): number {
  let floors = 0
  for (const child of node.children) floors += measureRooms(child, rooms)
  for (const leaf of node.leaves) if (!leaf.isPaused) floors += floorOf(leaf)
  rooms.set(node, node.max - floors)
  return floors
}

function withNodesAbove(node: Tree, above: readonly Tree[]): { leaf: RelaxableLeaf; above: readonly Tree[] }[] {
  const path = [...above, node]
  const own = node.leaves.map((leaf) => ({ leaf, above: path }))
  return [...own, ...node.children.flatMap((child) => withNodesAbove(child, path))]
}

function leavesBelow(node: Tree): RelaxableLeaf[] {
  return [...node.leaves, ...node.children.flatMap(leavesBelow)]
}

function byPauseOrder(a: RelaxableLeaf, b: RelaxableLeaf): number {
  return a.pauseOrder - b.pauseOrder || (a.id < b.id ? -1 : 1)
}
