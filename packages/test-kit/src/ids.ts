import { randomBytes, randomUUID } from 'node:crypto'

/** An id as our tables hold them. */
export function makeUuid(): string {
  return randomUUID()
}

/** A name that no other test uses, now or in another run: `makeName('clinic')` gives clinic-3f9a0c1b. */
export function makeName(subject: string): string {
  return `${subject}-${randomBytes(4).toString('hex')}`
}
