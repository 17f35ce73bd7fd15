const EVERY_MS = 10

/**
 * Watches how late a timer of this process fires, which does nothing meanwhile: for so long the machine kept everybody
 * waiting, whatever is measured beside it.
 * @returns ends the watching; the longest, in milliseconds
 */
export function watchTimer(): () => number {
  let expected = performance.now() + EVERY_MS
  let longest = 0
  const timer = setInterval(() => {
    const now = performance.now()
    longest = Math.max(longest, now - expected)
    expected = now + EVERY_MS
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
    return longest
  }
}
