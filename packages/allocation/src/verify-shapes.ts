import type { Curve } from './problem.ts'

/** y^p: the whole part by multiplying, the rest by square roots, one per binary digit of p. */
export function power(y: number, p: number): number {
  let result = 1
  let rest = p
  for (; rest >= 1; rest -= 1) result *= y
  for (let root = Math.sqrt(y); rest > 0; root = Math.sqrt(root)) {
    rest *= 2
    if (rest < 1) continue
    result *= root
    rest -= 1
  }
  return result
}

/** e^−z as 1/(e^(z/1024))^1024. */
export function expMinus(z: number): number {
  if (z > 700) return 0
  let result = 1
  for (let n = 18; n >= 1; n--) result = 1 + (result * (z / 1024)) / n
  for (let doubling = 0; doubling < 10; doubling++) result = result * result
  return 1 / result
}

/** (1 − e^−z)/z. */
export function meanExp(z: number): number {
  if (z > 0.01) return (1 - expMinus(z)) / z
  let result = 1
  for (let n = 6; n >= 2; n--) result = 1 - (z / n) * result
  return result
}

/** ln y through the 64th root of y. */
export function log(y: number): number {
  let root = Math.sqrt(Math.sqrt(Math.sqrt(y)))
  root = Math.sqrt(Math.sqrt(Math.sqrt(root)))
  return 64 * logRatio(1 / (1 + 2 / (root - 1)))
}

/** ln((1+w)/(1−w)) = 2(w + w³/3 + w⁵/5 + …): to w⁷ below 10⁻⁴, else to w⁴³. */
export function logRatio(w: number): number {
  const terms = w < 1e-4 ? 4 : 22
  let result = 0
  for (let i = terms; i >= 1; i--) result = 1 / (2 * i - 1) + w * w * result
  return 2 * w * result
}

/** Mean of the slope at the two Gauss points of the unit. */
export function powerMean(curve: Extract<Curve, { kind: 'power' }>, from: number, unit: number): number {
  const { bookingsAtReference, referenceMinor, exponent } = curve
  const slope = (x: number) =>
    (bookingsAtReference * exponent) / referenceMinor / power(x / referenceMinor, 1 - exponent)
  return (slope(from + 0.21132486540518713 * unit) + slope(from + 0.7886751345948129 * unit)) / 2
}

/** Corners of a concave line, each with the slope that follows it. */
export type Line = { x: number; y: number; slope: number }[]

type Bent = Extract<Curve, { kind: 'piecewise' | 'sShaped' }>

/** Lines are asked for twice per cell and cost up to 160 powers. */
const lines = new WeakMap<Bent, Line>()

export function lineOf(curve: Bent): Line {
  const known = lines.get(curve)
  if (known !== undefined) return known
  const line = withSlopes(curve.kind === 'piecewise' ? hullOf(curve) : chordsOf(curve))
  lines.set(curve, line)
  return line
}

interface Corner {
  x: number
  y: number
}

function hullOf({ points }: Extract<Curve, { kind: 'piecewise' }>): Corner[] {
  const left = points.map((point) => ({ x: point.spendMinor, y: point.bookings }))
  const hull: Corner[] = [{ x: 0, y: 0 }]
  while (left.length > 0) {
    const from = hull[hull.length - 1] ?? { x: 0, y: 0 }
    const slopes = left.map((to) => (to.y - from.y) / (to.x - from.x))
    const steepest = slopes.reduce((best, slope, i) => (slope > (slopes[best] ?? 0) ? i : best), 0)
    hull.push(...left.splice(0, steepest + 1).slice(-1))
  }
  return hull
}

function chordsOf(curve: Extract<Curve, { kind: 'sShaped' }>): Corner[] {
  const corners: Corner[] = [{ x: 0, y: 0 }]
  const sixteenth = power(2, 1 / 16)
  let x = curve.halfSpendMinor * power(curve.exponent - 1, 1 / curve.exponent)
  while (corners.length < 162) {
    corners.push({ x, y: curve.ceiling / (1 + 1 / power(x / curve.halfSpendMinor, curve.exponent)) })
    x *= sixteenth
  }
  return corners
}

function withSlopes(corners: Corner[]): Line {
  let last = Infinity
  return corners.map(({ x, y }, i) => {
    const next = corners[i + 1]
    last = next === undefined ? 0 : Math.max(0, Math.min(last, (next.y - y) / (next.x - x)))
    return { x, y, slope: last }
  })
}

export function lineHeight(line: Line, x: number): number {
  const i = Math.max(
    0,
    line.findLastIndex((corner) => corner.x <= x),
  )
  const corner = line[i] ?? { x: 0, y: 0, slope: 0 }
  const y = corner.y + corner.slope * (x - corner.x)
  return Math.min(y, line[i + 1]?.y ?? y)
}

/** Mean slope between two spends, kept between the slopes at its two ends. */
export function lineMean(line: Line, from: number, to: number): number {
  const first = Math.max(
    0,
    line.findLastIndex((corner) => corner.x <= from),
  )
  const last = Math.max(
    first,
    line.findLastIndex((corner) => corner.x < to),
  )
  const slopeOf = (i: number) => line[i]?.slope ?? 0
  if (first === last) return slopeOf(first)
  let rise = 0
  for (let i = first; i <= last; i++) {
    const start = i === first ? from : (line[i]?.x ?? 0)
    const end = i === last ? to : (line[i + 1]?.x ?? 0)
    rise += slopeOf(i) * (end - start)
  }
  return Math.min(slopeOf(first), Math.max(slopeOf(last), rise / (to - from)))
}
