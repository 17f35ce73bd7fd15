/*
 * Powers, exponentials and logarithms from + − × ÷ and square roots alone. ECMAScript leaves Math.pow, Math.exp and
 * Math.log to the engine; IEEE 754 fixes these five to the bit. Each function is also monotone in floating point,
 * because each is a chain of monotone operations on numbers ≥ 0, every one rounded: a curve built on them cannot bend
 * the wrong way by a last digit.
 */

/** base^exponent for base ≥ 0, exponent ≥ 0; never falls with the base. Square roots give the exponent's binary digits. */
export function risingPower(base: number, exponent: number): number {
  let power = 1
  for (let whole = Math.floor(exponent); whole > 0; whole--) power *= base
  let fraction = exponent - Math.floor(exponent)
  let root = base
  while (fraction > 0) {
    root = Math.sqrt(root)
    fraction *= 2
    if (fraction >= 1) {
      power *= root
      fraction -= 1
    }
  }
  return power
}

const EXP_TERMS = 18
/** e^−709 is the smallest that is not subnormal after 1/x; beyond, less than any marginal that matters: 0. */
const EXP_LIMIT = 700

/** e^−z for z ≥ 0; never rises. e^z is the 1024th power of e^(z/1024), by ten squarings; about 10⁻¹³ exact. */
export function fadingExp(z: number): number {
  if (z > EXP_LIMIT) return 0
  const r = z / 1024
  let power = 1
  for (let i = EXP_TERMS; i > 0; i--) power = 1 + (power * r) / i
  for (let i = 0; i < 10; i++) power *= power
  return 1 / power
}

/** (1 − e^−z)/z for z > 0, without the cancellation near 0. */
export function meanFading(z: number): number {
  if (z > 0.01) return (1 - fadingExp(z)) / z
  return 1 - (z / 2) * (1 - (z / 3) * (1 - (z / 4) * (1 - (z / 5) * (1 - z / 6))))
}

/** ln y for y ≥ 1; never falls. The 64th root is near 1, where the series of 2·atanh is short. */
export function risingLog(y: number): number {
  let root = y
  for (let i = 0; i < 6; i++) root = Math.sqrt(root)
  return 64 * doubleAtanh(1 / (1 + 2 / (root - 1)))
}

/**
 * 2·atanh(w) = ln((1+w)/(1−w)) for 0 ≤ w ≤ 0.4; never falls. All terms are positive, and a smaller w never uses more
 * of them, so the change of length cannot make a dip.
 */
export function doubleAtanh(w: number): number {
  const square = w * w
  let sum = 0
  for (let n = w < 1e-4 ? 7 : 43; n > 0; n -= 2) sum = 1 / n + square * sum
  return 2 * w * sum
}
