import type { Overlap } from './problem.ts'
import { RESERVE, type Tree } from './tree.ts'
import { worth } from './worth.ts'

/** An overlap in whole units, its cells as leaves of the tree. */
export interface Cap {
  readonly overlap: Overlap
  readonly leaves: readonly number[]
  readonly most: number
}

export function used({ leaves }: Cap, units: Float64Array): number {
  return leaves.reduce((sum, leaf) => sum + (units[leaf] ?? 0), 0)
}

/** What a repair works on: units per leaf, and the sums they make in nodes and caps. */
interface Draft {
  tree: Tree
  caps: readonly Cap[]
  units: Float64Array
  sums: Float64Array
  usedOf: number[]
  capsOf: Map<number, number[]>
}

/** Moves in one repair; a plateau of thousands of units goes in that many larger moves. */
const MOVES = 1000

/**
 * Brings a split within the caps: units over a cap leave where they are worth least; then free units go where they are
 * worth most, to the reserve where nothing beats it. Every bound of the tree is kept throughout.
 */
export function repair(tree: Tree, caps: readonly Cap[], from: Float64Array): Float64Array {
  const draft = draftOf(tree, caps, from.slice())
  const reserve = tree.leaves.kind.indexOf(RESERVE)
  caps.forEach((cap, i) => {
    lower(draft, cap, i, reserve)
  })
  const overfull = () => Math.max(0, (draft.units[reserve] ?? 0) - (tree.leaves.upper[reserve] ?? 0))
  for (let move = 0; move < 4 * MOVES; move++) {
    const best = bestToGive(draft, reserve)
    if (best === null || (overfull() === 0 && best.worth <= tree.hurdle)) break
    const wanted = overfull() > 0 ? overfull() : (draft.units[reserve] ?? 0)
    shift(draft, best.leaf, Math.min(best.room, wanted, chunk(wanted)), reserve)
    if ((draft.units[reserve] ?? 0) <= 0) break
  }
  return draft.units
}

function chunk(units: number): number {
  return Math.max(1, Math.floor(units / MOVES))
}

function draftOf(tree: Tree, caps: readonly Cap[], units: Float64Array): Draft {
  const capsOf = new Map<number, number[]>()
  caps.forEach((cap, i) => {
    for (const leaf of cap.leaves) capsOf.set(leaf, [...(capsOf.get(leaf) ?? []), i])
  })
  const sums = new Float64Array(tree.nodes.count)
  for (let leaf = 0; leaf < units.length; leaf++) addUp(tree, sums, leaf, units[leaf] ?? 0)
  return { tree, caps, units, sums, usedOf: caps.map((cap) => used(cap, units)), capsOf }
}

function addUp({ leaves, nodes }: Tree, sums: Float64Array, leaf: number, units: number): void {
  for (let v = leaves.node[leaf] ?? 0; v >= 0; v = nodes.parent[v] ?? -1) sums[v] = (sums[v] ?? 0) + units
}

/** Moves units from the reserve to the leaf, or back where negative. */
function shift(draft: Draft, leaf: number, units: number, reserve: number): void {
  draft.units[leaf] = (draft.units[leaf] ?? 0) + units
  draft.units[reserve] = (draft.units[reserve] ?? 0) - units
  addUp(draft.tree, draft.sums, leaf, units)
  addUp(draft.tree, draft.sums, reserve, -units)
  for (const i of draft.capsOf.get(leaf) ?? []) draft.usedOf[i] = (draft.usedOf[i] ?? 0) + units
}

function lower(draft: Draft, cap: Cap, i: number, reserve: number): void {
  for (let over = (draft.usedOf[i] ?? 0) - cap.most; over > 0; over = (draft.usedOf[i] ?? 0) - cap.most) {
    let worst: { leaf: number; worth: number; room: number } | null = null
    for (const leaf of cap.leaves) {
      const room = roomDown(draft, leaf)
      if (room <= 0) continue
      const value = worth(draft.tree, leaf, (draft.units[leaf] ?? 0) - 1)
      if (worst === null || value < worst.worth) worst = { leaf, worth: value, room }
    }
    if (worst === null) return
    shift(draft, worst.leaf, -Math.min(worst.room, chunk(over)), reserve)
  }
}

function roomDown({ tree, units, sums }: Draft, leaf: number): number {
  let room = (units[leaf] ?? 0) - (tree.leaves.lower[leaf] ?? 0)
  for (let v = tree.leaves.node[leaf] ?? 0; v > 0; v = tree.nodes.parent[v] ?? 0) {
    room = Math.min(room, (sums[v] ?? 0) - (tree.nodes.lower[v] ?? 0))
  }
  return room
}

function roomUp({ tree, units, sums, caps, capsOf, usedOf }: Draft, leaf: number): number {
  let room = (tree.leaves.upper[leaf] ?? 0) - (units[leaf] ?? 0)
  for (let v = tree.leaves.node[leaf] ?? 0; v > 0; v = tree.nodes.parent[v] ?? 0) {
    room = Math.min(room, (tree.nodes.upper[v] ?? 0) - (sums[v] ?? 0))
  }
  for (const i of capsOf.get(leaf) ?? []) room = Math.min(room, (caps[i]?.most ?? 0) - (usedOf[i] ?? 0))
  return room
}

function bestToGive(draft: Draft, reserve: number): { leaf: number; worth: number; room: number } | null {
  let best: { leaf: number; worth: number; room: number } | null = null
  for (let leaf = 0; leaf < draft.units.length; leaf++) {
    if (leaf === reserve) continue
    const value = worth(draft.tree, leaf, draft.units[leaf] ?? 0)
    if (best !== null && value <= best.worth) continue
    const room = roomUp(draft, leaf)
    if (room > 0) best = { leaf, worth: value, room }
  }
  return best
}
