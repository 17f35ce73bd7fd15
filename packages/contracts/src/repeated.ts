import type { z } from 'zod'

/** Refuses every item whose key an earlier item has; the fault points at the item's `field`. */
export function refuseRepeated<T>(
  items: readonly T[],
  context: z.RefinementCtx,
  { keyOf, field }: { keyOf: (item: T) => string; field: string },
): void {
  const taken = new Set<string>()
  items.forEach((item, index) => {
    const key = keyOf(item)
    if (taken.has(key)) context.addIssue({ code: 'custom', path: [index, field], message: 'is given twice' })
    taken.add(key)
  })
}
