import { z } from 'zod'

/** Any part of an object, at any depth; lists are given whole. */
export type Patch<T> = {
  [K in keyof T]?: (T[K] extends readonly unknown[] ? T[K] : T[K] extends object ? Patch<T[K]> : T[K]) | undefined
}

/**
 * A schema that takes only what is different: the object's properties without their defaults, each of which may be left
 * out. Checks between properties are left out too: they are made once the whole is put together.
 */
export function patchOf<Schema extends z.ZodObject>(schema: Schema): z.ZodType<Patch<z.output<Schema>>> {
  return z.strictObject(patchShapeOf(schema)) as unknown as z.ZodType<Patch<z.output<Schema>>>
}

/** The same as a shape, to be put together with other properties. */
export function patchShapeOf(schema: z.ZodObject): Record<string, z.ZodType> {
  return Object.fromEntries(Object.entries(schema.shape).map(([name, part]) => [name, maybe(part as z.ZodType)]))
}

function maybe(part: z.ZodType): z.ZodType {
  const plain = withoutDefault(part)
  const inner = plain instanceof z.ZodObject ? patchOf(plain) : plain
  return inner.optional().meta(z.globalRegistry.get(part) ?? z.globalRegistry.get(plain) ?? {})
}

function withoutDefault(part: z.ZodType): z.ZodType {
  if (part instanceof z.ZodDefault || part instanceof z.ZodPrefault) return withoutDefault(part.unwrap() as z.ZodType)
  return part
}

/** A whole with a patch put over it: objects member by member, anything else replaced. Neither is changed. */
export function withPatch(whole: Readonly<Record<string, unknown>>, patch: object): Record<string, unknown> {
  const patched = { ...whole }
  for (const [name, part] of Object.entries(patch)) {
    const before = whole[name]
    if (part !== undefined) patched[name] = isPlain(part) && isPlain(before) ? withPatch(before, part) : part
  }
  return patched
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
