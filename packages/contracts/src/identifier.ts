import { z } from 'zod'

/**
 * An id the customer chose: letters, digits, dot, underscore, hyphen. No spaces and no `@`, so that a name, a phone number
 * with blanks or an e-mail address of a person cannot be sent as one.
 */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 letters, digits, dots, underscores or hyphens')

/**
 * A name for people to read. It is printed in sentences, tables and logs of others: no control characters, no other lines, and nothing that is not
 * seen but turns round or hides what stands beside it; the joiners that some scripts write with are taken.
 */
export const displayName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u200C\u200D])*$/u, 'no control or invisible characters')
  .regex(/^(?!\s)(?!.*\s$)/su, 'no blanks at either end')
