import type { Response } from './response.ts'

/** A concave line of straight pieces from (0, 0): piece i runs from starts[i] at slopes[i]; flat after the last point. */
export interface Segments {
  /** Spend at each corner; the first is 0. */
  corners: Float64Array
  /** Bookings at each corner. */
  heights: Float64Array
  /** Slope from each corner to the next, never rising; 0 from the last. */
  slopes: Float64Array
}

/** Slopes from corner to corner. A slope is never above the one before: rounding alone could lift it by a last digit. */
export function segmentsOf(corners: readonly number[], heights: readonly number[]): Segments {
  const slopes = new Float64Array(corners.length)
  let before = Infinity
  for (let i = 0; i + 1 < corners.length; i++) {
    const slope = slopeBetween(corners, heights, i, i + 1)
    before = Math.max(0, Math.min(before, slope))
    slopes[i] = before
  }
  return { corners: Float64Array.from(corners), heights: Float64Array.from(heights), slopes }
}

export function slopeBetween(corners: readonly number[], heights: readonly number[], i: number, j: number): number {
  return ((heights[j] ?? 0) - (heights[i] ?? 0)) / ((corners[j] ?? 0) - (corners[i] ?? 0))
}

export function segmentsResponse(segments: Segments, unitMinor: number, hull: boolean): Response {
  return {
    bookings: (x) => heightAt(segments, x),
    step: (x) => meanSlope(segments, x, x + unitMinor),
    slope: (x) => segments.slopes[pieceAt(segments, x)] ?? 0,
    spendAt: (slope) => endOfSlope(segments, slope),
    hull,
  }
}

/** The last piece that starts at or before x. */
function pieceAt({ corners }: Segments, x: number): number {
  let [low, high] = [0, corners.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((corners[middle] ?? 0) <= x) low = middle
    else high = middle - 1
  }
  return low
}

/** Never above the next corner, so that rounding inside a piece cannot make a step down at its end. */
function heightAt(segments: Segments, x: number): number {
  const { corners, heights, slopes } = segments
  const i = pieceAt(segments, x)
  const height = (heights[i] ?? 0) + (slopes[i] ?? 0) * (x - (corners[i] ?? 0))
  return Math.min(height, heights[i + 1] ?? height)
}

/** Mean over [from, to], kept between the first and the last slope it touches: so it never rises with `from`. */
function meanSlope(segments: Segments, from: number, to: number): number {
  const { corners, slopes } = segments
  const first = pieceAt(segments, from)
  let piece = first
  let sum = 0
  let start = from
  for (; (corners[piece + 1] ?? Infinity) < to; piece++) {
    const end = corners[piece + 1] ?? to
    sum += (slopes[piece] ?? 0) * (end - start)
    start = end
  }
  if (piece === first) return slopes[first] ?? 0
  sum += (slopes[piece] ?? 0) * (to - start)
  return Math.min(slopes[first] ?? 0, Math.max(slopes[piece] ?? 0, sum / (to - from)))
}

function endOfSlope({ corners, slopes }: Segments, slope: number): number {
  let [low, high] = [0, slopes.length - 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((slopes[middle] ?? 0) >= slope) low = middle + 1
    else high = middle
  }
  return corners[low] ?? 0
}
