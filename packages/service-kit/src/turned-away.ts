import { Problem } from './problem.ts'

/**
 * A request that is refused for what comes at the same time, not for what it says; each cause has a code. Nothing of it
 * was stored.
 */
export class TurnedAway<Reason extends string = string> extends Problem {
  readonly reason: Reason

  constructor(reason: Reason, detail: string) {
    super('unavailable', `${detail} Nothing of the request is stored: send it again.`, {
      headers: { 'retry-after': '1' },
    })
    this.reason = reason
  }
}
