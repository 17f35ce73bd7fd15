/**
 * A stream that takes constant memory takes hardly more in its later half than in its earlier one; the collector is not
 * that exact.
 */
const GROWTH = 1.2

/** The largest of each part of these samples of memory, in MB, and whether they grow from the earlier half to the later one. */
export function judgeMemory(samplesBytes: readonly number[], parts: number): string {
  const length = Math.ceil(samplesBytes.length / parts)
  const largest = Array.from({ length: Math.ceil(samplesBytes.length / length) }, (_, part) =>
    Math.round(Math.max(...samplesBytes.slice(part * length, (part + 1) * length)) / 1e6),
  )
  const middle = Math.ceil(largest.length / 2)
  const growth = Math.max(...largest.slice(middle)) / Math.max(...largest.slice(0, middle))
  const verdict = growth <= GROWTH ? 'met' : 'missed'
  return `memory (RSS), largest of each of ${largest.length} parts, MB: ${largest.join(', ')}\nlater half of earlier half: ${growth.toFixed(2)}; goal ≤ ${GROWTH}: ${verdict}`
}
