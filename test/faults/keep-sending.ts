import { eventually } from '@sluice/test-kit/eventually'
import { makeCapacityEvent } from '@sluice/test-kit/makers'
import { type AckLog, newAckLog, sendAll, type Target } from './sender.ts'

export interface Sending {
  log: AckLog
  /** Waits until so many more events are acknowledged. */
  untilMore(count: number, timeoutMs?: number): Promise<unknown>
  /** Stops; resolves when all that was begun is acknowledged. */
  stop(): Promise<AckLog>
}

/** Sends small batches to clinic-0 for as long as it is let. */
export function keepSending(target: Target, parallel = 4): Sending {
  const log = newAckLog()
  let isOver = false
  const lane = async (number: number) => {
    for (let round = 0; !isOver; round += 1) {
      const ids = [0, 1, 2].map((index) => `lane-${number}-${round}-${index}`)
      const data = { locationId: 'clinic-0', newPatientSlotsOpen: round % 40 }
      await sendAll(target, [ids.map((id) => makeCapacityEvent({ id, data }))], log, 1)
    }
  }
  const running = Promise.all(Array.from({ length: parallel }, (_, number) => lane(number)))
  const untilMore = (count: number, timeoutMs = 60_000) => {
    const wanted = log.accepted.size + count
    return eventually(
      () => log.accepted.size,
      (acknowledged) => acknowledged >= wanted,
      { timeoutMs, intervalMs: 10 },
    )
  }
  const stop = async () => {
    isOver = true
    await running
    return log
  }
  return { log, untilMore, stop }
}
