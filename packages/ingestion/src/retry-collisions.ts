import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { isCollision } from '@sluice/database'

/** Locks are taken in one order, so deadlocks should not be; these tries are for what we did not think of. */
const TRIES = 4
const MAX_PAUSE_MS = 50

/** Runs it again when it collided with another transaction (SQLSTATE 40001, 40P01), after a short random pause. */
export async function retryCollisions<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work()
    } catch (error) {
      if (tried === TRIES || !isCollision(error)) throw error
      await wait(randomInt(MAX_PAUSE_MS))
    }
  }
}
