import { z } from 'zod'

/**
 * Setting: sources whose ids may be digits alone, as `organization@source` separated by spaces; neither part can hold an
 * `@` or a space. Such ids look like record or phone numbers, so somebody has to say that they are not.
 */
export const numericIdSources = z
  .string()
  .transform((text) => text.split(/\s+/).filter((entry) => entry !== ''))
  .pipe(z.array(z.string().regex(/^[^@]+@[^@]+$/, 'each must be organization@source')))
  .transform((entries): ReadonlySet<string> => new Set(entries))
  .prefault('')

/** Which sources of an organization are among them. */
export function takesNumericIds(sources: ReadonlySet<string> | undefined, orgId: string): (source: string) => boolean {
  return (source) => sources?.has(`${orgId}@${source}`) ?? false
}
