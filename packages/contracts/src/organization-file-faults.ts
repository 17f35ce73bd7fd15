import type { z } from 'zod'
import type { Pool } from './pool.ts'
import { placeKey } from './pool-places.ts'
import { SHARE_TOLERANCE } from './share.ts'

interface Parts {
  pools: readonly Pick<Pool, 'cells' | 'places'>[]
}

/** Between the pools of one file: a place × channel is in one pool only, and the shares of a place are at most 1 together. */
export function refusePlacesOfSeveralPools({ pools }: Parts, context: z.RefinementCtx): void {
  const poolOf = new Map<string, number>()
  const sharedOf = new Map<string, number>()
  pools.forEach((pool, index) => {
    const refuse = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path: ['pools', index, ...path], message })
    refuseTakenCells(pool, { index, poolOf, refuse })
    refuseSharesAboveOne(pool, { sharedOf, refuse })
  })
}

type Refuse = (path: (string | number)[], message: string) => void

function refuseTakenCells(
  { cells }: Pick<Pool, 'cells'>,
  { index, poolOf, refuse }: { index: number; poolOf: Map<string, number>; refuse: Refuse },
): void {
  cells.forEach((cell, cellIndex) => {
    const key = `${placeKey(cell)} ${cell.channel ?? ''}`
    const owner = poolOf.get(key) ?? index
    poolOf.set(key, owner)
    if (owner !== index) refuse(['cells', cellIndex], 'a place and channel that no pool above has')
  })
}

function refuseSharesAboveOne(
  { cells, places }: Pick<Pool, 'cells' | 'places'>,
  { sharedOf, refuse }: { sharedOf: Map<string, number>; refuse: Refuse },
): void {
  const shareOf = new Map(places.map((place) => [placeKey(place), place.share]))
  const seen = new Set<string>()
  cells.forEach((cell, cellIndex) => {
    const key = placeKey(cell)
    if (seen.has(key)) return
    seen.add(key)
    const shared = (sharedOf.get(key) ?? 0) + (shareOf.get(key) ?? 1)
    sharedOf.set(key, shared)
    if (shared > 1 + SHARE_TOLERANCE)
      refuse(['cells', cellIndex], 'a place whose shares in all pools (see places) are at most 1 together')
  })
}
