import { z } from 'zod'

/** How a wait was measured. The kinds are not comparable with each other; a policy may say how one is read as another. */
export const waitKind = z.enum(['third_next_available', 'mean_completed', 'median_completed', 'median_waiting'])

export type WaitKind = z.output<typeof waitKind>
