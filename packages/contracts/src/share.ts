import { z } from 'zod'

/** A part of a whole, 0 to 1. */
export const share = z.number().min(0).max(1)

/** Shares are decimal fractions in binary: 0.7 + 0.2 + 0.1 may come out a hair off 1. */
export const SHARE_TOLERANCE = 1e-9
