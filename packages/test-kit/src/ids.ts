import { randomBytes } from 'node:crypto'

/**
 * A name that no other test uses, now or in another run: `makeName('clinic')` gives clinic-dpjakmbl. Letters alone: of
 * random digits one in some ten thousand looks like a date of birth, and is refused.
 */
export function makeName(subject: string): string {
  return `${subject}-${randomBytes(4)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit)))}`
}
