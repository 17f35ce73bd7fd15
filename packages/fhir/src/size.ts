import type { Reading } from './reading.ts'

/**
 * Refuses what is nested too deeply or has too many values, before anything recursive looks at it. Level by level, so that
 * the check itself cannot overflow the stack.
 */
export function isWithinLimits(message: unknown, reading: Reading): boolean {
  let level: object[] = isContainer(message) ? [message] : []
  let values = 1
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > reading.limits.depth) return refuseSize(reading, 'too-deep')
    const next: object[] = []
    for (const container of level) {
      const inside = Object.values(container)
      values += inside.length
      if (values > reading.limits.values) return refuseSize(reading, 'too-many')
      for (const value of inside) if (isContainer(value)) next.push(value)
    }
    level = next
  }
  return true
}

function refuseSize(reading: Reading, code: 'too-deep' | 'too-many'): false {
  reading.refuse(code, '')
  return false
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
