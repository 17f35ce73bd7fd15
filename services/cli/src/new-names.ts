import { configuredPersons } from '@sluice/contracts'
import type { z } from 'zod'
import { exitCodes, Failure } from './failure.ts'

/**
 * What is written straight into the database passes the same checks as over HTTP: the schema, and the net for what
 * looks as if it named a person.
 * @param optionOf what a field is called on the command line
 * @throws Failure with every fault; nothing of what was given is repeated
 */
export function requireSound<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  optionOf: (field: PropertyKey | undefined) => string,
): z.output<Schema> {
  const parsed = schema.safeParse(given)
  const faults = parsed.success
    ? configuredPersons(parsed.data)
    : parsed.error.issues.map(({ path, message }) => ({ path, detail: message }))
  if (parsed.success && faults.length === 0) return parsed.data
  const lines = faults.map(({ path, detail }) => `  ${optionOf(path[0])}: ${detail}`)
  throw new Failure(['Not created:', ...lines].join('\n'), { code: exitCodes.badInput })
}
