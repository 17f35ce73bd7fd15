import { eventually } from '@sluice/test-kit'

export interface Listener {
  status: number
  headers: Headers
  /** Everything received so far. */
  text(): string
  /** The plan numbers told so far, in order. */
  numbers(): number[]
  /** Data of the last event, once there are so many. */
  event(count: number): Promise<Record<string, unknown>>
  isOver(): boolean
  close(): void
}

/** Listens to a stream of Server-Sent Events until it is closed from one side. */
export async function listen(
  url: string,
  { token, lastEventId }: { token: string; lastEventId?: number },
): Promise<Listener> {
  const gone = new AbortController()
  const answer = await fetch(url, {
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }),
    },
    signal: gone.signal,
  })
  const received = { text: '', isOver: false }
  const decoder = new TextDecoder()
  const reading = async () => {
    for await (const chunk of answer.body ?? []) received.text += decoder.decode(chunk as Uint8Array, { stream: true })
  }
  reading()
    .catch(() => undefined)
    .finally(() => {
      received.isOver = true
    })
  const events = () => [...received.text.matchAll(/^id: (\d+)\nevent: plan\ndata: (.+)\n\n/gm)]
  return {
    status: answer.status,
    headers: answer.headers,
    text: () => received.text,
    numbers: () => events().map(([, id]) => Number(id)),
    event: async (count) => {
      const found = await eventually(events, (all) => all.length >= count, { timeoutMs: 60_000 })
      return JSON.parse(found[count - 1]?.[2] ?? '')
    },
    isOver: () => received.isOver,
    close: () => gone.abort(),
  }
}
