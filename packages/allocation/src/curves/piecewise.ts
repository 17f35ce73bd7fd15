import type { Faults } from '../faults.ts'
import { isRecord } from '../faults.ts'
import type { Response } from './response.ts'
import { segmentsOf, segmentsResponse, slopeBetween } from './segments.ts'

/**
 * Straight lines from (0, 0) through the points, flat after the last. Spends rise, bookings do not fall. Where the
 * points are not concave the concave hull is used instead, and the result names the cell.
 */
export interface PiecewiseCurve {
  kind: 'piecewise'
  points: readonly { spendMinor: number; bookings: number }[]
}

const MOST_POINTS = 200

export function piecewiseResponse({ points }: PiecewiseCurve, unitMinor: number): Response {
  const spends = [0, ...points.map((point) => point.spendMinor)]
  const bookings = [0, ...points.map((point) => point.bookings)]
  const corners = hullCorners(spends, bookings)
  const pick = (from: readonly number[]) => corners.map((i) => from[i] ?? 0)
  return segmentsResponse(segmentsOf(pick(spends), pick(bookings)), unitMinor, corners.length < spends.length)
}

/** From each corner to the point that rises most steeply, the furthest of equals (Jarvis' march over the top). */
function hullCorners(spends: readonly number[], bookings: readonly number[]): number[] {
  const corners = [0]
  for (let at = 0; at + 1 < spends.length; at = corners.at(-1) ?? spends.length) {
    let best = at + 1
    for (let to = at + 2; to < spends.length; to++) {
      if (slopeBetween(spends, bookings, at, to) > slopeBetween(spends, bookings, at, best)) best = to
    }
    corners.push(best)
  }
  return corners
}

export function checkPiecewise(faults: Faults, at: () => string, curve: Record<string, unknown>): void {
  if (faults.strict) faults.keys(at(), curve, ['kind', 'points'])
  const { points } = curve
  if (!Array.isArray(points) || points.length === 0 || points.length > MOST_POINTS) {
    faults.add(`${at()}/points`, `must be an array of 1 to ${MOST_POINTS} points`)
    return
  }
  let before = { spendMinor: 0, bookings: 0 }
  points.forEach((point: unknown, i) => {
    const here = () => `${at()}/points/${i}`
    if (!isRecord(point)) {
      faults.add(here(), 'must be an object')
      return
    }
    if (faults.strict) faults.keys(here(), point, ['spendMinor', 'bookings'])
    const { spendMinor, bookings } = point
    if (!faults.isAmount(spendMinor) || spendMinor <= before.spendMinor) {
      faults.add(`${here()}/spendMinor`, 'must be a whole number of minor units above the one before')
    } else if (!faults.isFigure(bookings) || bookings < before.bookings) {
      faults.add(`${here()}/bookings`, 'must be a number not below the one before')
    } else before = { spendMinor, bookings }
  })
}
