import type { Curve } from './curves/all.ts'

export type { Curve } from './curves/all.ts'

/**
 * Money to split, all of it per day. Every amount is whole minor units between 0 and AMOUNT_LIMIT_MINOR;
 * decisions are made in whole steps of `unitMinor` (the smallest change an ad platform accepts).
 */
export interface Problem {
  /** Σ allocation + reserve is exactly this. */
  totalMinor: number
  /** Minimums are rounded up to it, maximums down; what is left of the total below one unit goes to the reserve. */
  unitMinor: number
  /** Money better kept: worth `hurdle` per minor unit. `maxMinor: null` is no cap. */
  reserve: { hurdle: number; maxMinor: number | null }
  groups: readonly Group[]
  cells: readonly Cell[]
  /** Caps that cut across the tree. With any of these the answer comes with a proven gap instead of being exact. */
  overlaps?: readonly Overlap[]
}

/** At most `maxMinor` for these cells together, wherever in the tree they hang. */
export interface Overlap {
  id: string
  cellIds: readonly string[]
  maxMinor: number
}

/** A node of the tree: bounds on the sum of what lies below it. `parentId: null`: its parent is the pool. */
export interface Group {
  id: string
  parentId: string | null
  minMinor: number
  maxMinor: number | null
}

/** What gets a budget. Worth `valueMinor · min(bookings(x), headroom)` at spend x; `headroom: null` is no cap. */
export interface Cell {
  id: string
  groupId: string | null
  minMinor: number
  maxMinor: number
  valueMinor: number
  headroom: number | null
  curve: Curve
}

/** Prices per minor unit of money. A cell's price is that of its group, or of the pool. */
export interface Certificate {
  /** Value of the pool's next unit, per minor unit. */
  lambda: number
  groups: Record<string, GroupPrice>
  /** Price of each overlap's cap, at least 0: its cells must earn this on top. Only where the problem has overlaps. */
  overlaps?: Record<string, number>
}

/** lambda = the parent's lambda + muPlus − muMinus; muPlus > 0 only at the maximum, muMinus > 0 only at the minimum. */
export interface GroupPrice {
  lambda: number
  muPlus: number
  muMinus: number
}

export type Result = Optimal | Infeasible | Invalid

export interface Optimal {
  kind: 'optimal'
  /** Minor units per cell id; an object without prototype, so that any id is safe. */
  allocation: Record<string, number>
  reserveMinor: number
  /** Σ of the cells' values; the reserve's worth is not in it. */
  valueMinor: number
  certificate: Certificate
  /** Ids of cells whose curve is not concave: the concave hull took its place, so their value may be overstated. */
  hulls: string[]
  /** No split is worth more than this above the given one: 0 on a tree; with overlaps, what the prices prove. */
  gapMinor: number
}

/**
 * No split keeps every bound. `at` is the narrowest part in conflict; `scope` says what kind of id it is. Only with scope
 * 'overlap' may it mean that none was found: deciding it for whole units is another kind of problem.
 */
export interface Infeasible {
  kind: 'infeasible'
  scope: 'pool' | 'group' | 'cell' | 'overlap'
  /** The cell's or group's id; 'pool' (with scope 'pool') for the pool itself. */
  at: string
  /** By how much a bound at `at` would have to give way. */
  missingMinor: number
  message: string
}

export interface Invalid {
  kind: 'invalid'
  errors: ProblemError[]
}

/** `pointer` is a JSON pointer (RFC 6901) into the problem. */
export interface ProblemError {
  pointer: string
  message: string
}

/** 10 trillion of a currency in cents: four of these still add exactly in a double. */
export const AMOUNT_LIMIT_MINOR = 1e15
