import { z } from 'zod'
import { currencies } from './currencies.ts'

/** 1 trillion of a currency with cents. Sums and products of amounts up to here stay exact and far from every limit inside. */
export const LARGEST_AMOUNT_MINOR = 1e14
/** What one patient may be worth: 10 billion with cents. Values are multiplied with weights and shares. */
const LARGEST_VALUE_MINOR = 1e12

/** Whole minor units (cents) of the currency next to it, never negative. */
export const amountMinor = z.int().min(0).max(LARGEST_AMOUNT_MINOR)

/** Worth of one booking or patient, whole minor units. */
export const valueMinor = z.int().min(0).max(LARGEST_VALUE_MINOR)

/** ISO 4217, in force; how many decimals its minor unit has is `currencyExponent`. */
export const currency = z
  .string()
  .refine((code) => currencies.has(code), 'an ISO 4217 currency code in force, in capitals')
