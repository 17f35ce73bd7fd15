import { type Principal, type RequestLimits, requireDay } from '@sluice/service-kit'

/** The day of a key, for the events of one request. The request itself was counted, and with it its first event. */
export class KeyDay {
  readonly #limits: RequestLimits | undefined
  readonly #principal: Principal
  #counted = 1

  constructor(limits: RequestLimits | undefined, principal: Principal) {
    this.#limits = limits
    this.#principal = principal
  }

  /** Of a part with its outcome: what was not stored is sent again, and counted then. */
  charge(events: number): void {
    this.#limits?.charge(this.#principal, events - this.#counted)
    this.#counted = Math.max(0, this.#counted - events)
  }

  /** Before a part. @throws Problem too-many-requests where nothing of the day is left and its first event has been */
  requireMore(now: Principal): void {
    if (this.#counted === 0) requireDay(this.#limits, now)
  }
}
