import { weakEtag } from '@sluice/service-kit'
import type { PlanPointer } from './plan-pointers.ts'

type Status = 'effective' | 'proposed'

/** What an answer with a pool's plan, or with nothing new of it, says in its headers. */
export type PlanHeaders = {
  etag: string
  'cache-control': string
  vary: string
  'sluice-computed-revision': string
}

/** `pointer`: as the pointers gave it, not a copy; `number`: its plan's. */
export type FindPlanHeaders = (
  pointer: PlanPointer,
  of: { poolId: string; number: number; status: Status },
) => PlanHeaders

/** Made once for as long as the pointer is believed, and shared by all answers meanwhile. */
export function planHeaders(): FindPlanHeaders {
  const made = new WeakMap<PlanPointer, Partial<Record<Status, PlanHeaders>>>()
  return (pointer, { poolId, number, status }) => {
    let known = made.get(pointer)
    if (known === undefined) {
      known = {}
      made.set(pointer, known)
    }
    known[status] ??= {
      // By what is in force alone: a new revision that changed nothing leaves the tag, and shows in its own header.
      etag: weakEtag(status === 'proposed' ? `${poolId}.${number}.proposed` : `${poolId}.${number}`),
      // Always ask, and mostly get 304: a plan may change at any second.
      'cache-control': 'private, no-cache',
      vary: 'accept-encoding',
      'sluice-computed-revision': String(pointer.computedRevision),
    }
    return known[status]
  }
}
