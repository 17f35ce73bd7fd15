import { z } from 'zod'

/**
 * An id the customer chose: letters, digits, dot, underscore, hyphen. No spaces and no `@`, so that a name, a phone
 * number with spaces or an e-mail address of a person cannot be sent as one.
 */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 letters, digits, dots, underscores or hyphens')

/**
 * A name for people to read. It is printed in others' sentences, tables and logs, so it has no control characters, no
 * further lines, and nothing invisible that turns round or hides what stands beside it; the joiners that some scripts
 * need are taken.
 */
export const displayName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u200C\u200D])*$/u, 'no control or invisible characters')
  .regex(/^(?!\s)(?!.*\s$)/su, 'no blanks at either end')
