/**
 * A curve made ready for one unit: bookings per day over spend in minor units per day.
 * `bookings` never falls and `step` never rises as the spend grows, in floating point too, not only on paper:
 * every file here says why. Only + − × ÷ and Math.sqrt may decide a number, for IEEE 754 fixes those to the bit.
 */
export interface Response {
  bookings(spendMinor: number): number
  /** Mean bookings per minor unit over the unit that starts at `spendMinor`. This is what the optimiser compares. */
  step(spendMinor: number): number
  /** Derivative at `spendMinor`, to the right. For explanation only. */
  slope(spendMinor: number): number
  /** Roughly the spend where the slope is this. A hint for a search: any answer is correct, a good one is quick. */
  spendAt(slope: number): number
  /** True where this is the concave hull of the stated curve, not the curve itself. */
  hull: boolean
}
