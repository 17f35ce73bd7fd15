import { z } from 'zod'

/**
 * An id the customer chose: letters, digits, dot, underscore, hyphen. No spaces and no `@`, so that a name, a phone number
 * with blanks or an e-mail address of a person cannot be sent as one.
 */
export const identifier = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,64}$/, '1 to 64 letters, digits, dots, underscores or hyphens')

/** A name for people to read. No control characters: it is printed in sentences, tables and logs of others. */
export const displayName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'no control characters')
  .regex(/^(?!\s)(?!.*\s$)/su, 'no blanks at either end')
