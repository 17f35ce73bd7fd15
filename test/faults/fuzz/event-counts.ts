/** Events that were posted, as their answers count them. */
export interface EventCounts {
  /** Stored, now or before. */
  taken: number
  refused: number
}

/** Of one answer of POST /v1/events. A body that was refused whole counts as one event. */
export function countEvents({ status, body }: { status: number; body: string }): EventCounts {
  if (status === 202) return { taken: 1, refused: 0 }
  if (status !== 200) return { taken: 0, refused: 1 }
  // Of a stream the last line counts all.
  const last = JSON.parse(body.trim().split('\n').at(-1) ?? '{}') as Record<string, unknown>
  const count = (name: string) => (typeof last[name] === 'number' ? last[name] : 0)
  return { taken: count('accepted') + count('duplicate'), refused: count('refused') }
}
