import { z } from 'zod'

interface IntegerText {
  description: string
  minimum: number
  maximum: number
  example: number
}

/** A whole number as paths and queries carry it, as text; described to callers as the integer it is. */
export function integerText({ description, example, ...limits }: IntegerText) {
  return z
    .string()
    .regex(/^\d{1,16}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(limits.minimum).max(limits.maximum))
    .meta({
      description,
      // Zod leaves examples out of what is transformed, and would describe the text.
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern
        Object.assign(jsonSchema, { type: 'integer', ...limits, examples: [example] })
      },
    })
}
