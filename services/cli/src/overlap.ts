import { exitCodes, Failure } from './failure.ts'

/** Reads for how many hours a replaced secret works on, at most so many. @throws Failure */
export function overlapHours(most: number): (text: string) => number {
  return (text) => {
    const hours = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN
    if (hours <= most) return hours
    throw new Failure(`--overlap-hours: 0 to ${most}.`, { code: exitCodes.badInput })
  }
}
