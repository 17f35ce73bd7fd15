import type { Group, Lock, Policy, ServiceLine, WaitKind } from './input.ts'

/**
 * What is assumed to be different. Every part may be left out; `policy` is complete. Applied in two steps, because what
 * gates remember depends on the settings: `assumeSettings`, then `assumeReports`.
 */
export interface WhatIf {
  /** The pool's amount of today, or the budget of its whole period. */
  budget?: { dailyMinor: number } | { periodMinor: number } | undefined
  policy?: Policy | undefined
  /** `off`: today's ramps bind nobody, as they would not after some days. */
  ramps?: 'kept' | 'off' | undefined
  /**
   * `remembered`: reports count as if they came at this moment, so a gate that needs two snapshots and its dwell to
   * come back stays. `settled`: as if everything known had been so for long.
   */
  gates?: 'remembered' | 'settled' | undefined
  serviceLines?: readonly ServiceLineChange[] | undefined
  groups?: readonly GroupChange[] | undefined
  addedGroups?: readonly Group[] | undefined
  /** What belonged to them then belongs to their parents. */
  removedGroupIds?: readonly string[] | undefined
  cells?: readonly CellChange[] | undefined
  addedCells?: readonly NewCell[] | undefined
  /** Gone at once, with their money: as after their spend was reported to be 0. */
  removedCellIds?: readonly string[] | undefined
  places?: readonly PlaceChange[] | undefined
}

/** Every property but `Id` may be left out: it then stays what it is. */
type Change<T, Id extends keyof T> = Pick<T, Id> & { [K in Exclude<keyof T, Id>]?: T[K] | undefined }

export type ServiceLineChange = Change<Omit<ServiceLine, 'name'>, 'id'>
export type GroupChange = Change<Omit<Group, 'name'>, 'id'>

interface CellSettings {
  id: string
  groupId: string | null
  baselineDailyBudgetMinor: number
  minDailyBudgetMinor: number | null
  maxDailyBudgetMinor: number | null
  lock: Lock | null
  /** What its ads brought: moves its response curve. */
  results: { bookings: number; spendMinor: number; days: number }
}

export type CellChange = Change<CellSettings, 'id'>

/** A cell the pool does not have; its ramp counts from its baseline. */
export interface NewCell extends Omit<CellSettings, 'results'> {
  locationId: string
  serviceLine: string
  channel: string | null
}

/** What a place would report at this moment, and the pool's settings of it. What is left out stays as it is. */
export interface PlaceChange {
  locationId: string
  serviceLine: string
  /** Horizon of the slots; needed with them. */
  horizonDays?: number | undefined
  newPatientSlotsTotal?: number | undefined
  newPatientSlotsBooked?: number | undefined
  newPatientSlotsOpen?: number | undefined
  followUpSlotsOpen?: number | undefined
  waitDays?: number | undefined
  /** The service line's unless given. */
  waitKind?: WaitKind | undefined
  waitlistSize?: number | undefined
  acceptingNewPatients?: boolean | undefined
  organicBookings?: number | undefined
  share?: number | undefined
}

/** What of an assumption does not fit the pool. `pointer` is a JSON pointer into it. */
export interface AssumptionFault {
  pointer: string
  detail: string
}
