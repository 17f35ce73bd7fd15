import type { z } from 'zod'

/**
 * For `when` of a check that compares parts of an object: whether those parts could be read at all. A fault elsewhere,
 * an unknown key or a value out of range then hides no other fault: all are reported at once.
 */
export function areSound(payload: z.core.ParsePayload, parts: readonly string[]): boolean {
  return !payload.issues.some((issue) => {
    if (issue.continue === true || issue.code === 'unrecognized_keys') return false
    const part = issue.path?.[0]
    return part === undefined || parts.includes(String(part))
  })
}
