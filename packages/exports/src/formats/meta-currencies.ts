/**
 * How many steps Meta counts a unit of a currency in, by its own table ("Offset"), which is not ISO 4217: Taiwan
 * dollars, forints and rupiahs in whole units, dinars in hundredths.
 * https://developers.facebook.com/documentation/ads-commerce/marketing-api/currencies, updated 2024-04-16, read in
 * November 2026. Left out are its ad credits (FBZ), and what a newer page may have added.
 */
const inHundredths =
  'AED ARS AUD BDT BGN BHD BOB BRL CAD CHF CNY CZK DKK DZD EGP EUR GBP GTQ HKD HNL HRK ILS INR JOD KES LTL LVL MOP MXN MYR ' +
  'NGN NIO NOK NZD PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD SKK THB TRY UAH USD UYU VEF VES ZAR'
const inWholeUnits = 'CLP COP CRC HUF IDR ISK JPY KRW PYG TWD VND'

const offsets: ReadonlyMap<string, number> = new Map([
  ...inHundredths.split(' ').map((code) => [code, 100] as const),
  ...inWholeUnits.split(' ').map((code) => [code, 1] as const),
])

/** Meta's offset of a currency: 100 for USD, 1 for TWD; undefined: its table does not have it. */
export function metaOffset(currency: string): number | undefined {
  return offsets.get(currency)
}
