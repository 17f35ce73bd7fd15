/**
 * ISO 4217 list one, currencies in force (amendments up to 180), by decimals of the minor unit. Not taken from Intl: that
 * follows CLDR, where a currency people pay without cents (HUF, IDR, COP…) has none, and still lists retired ones.
 * Left out: funds, precious metals and codes for tests (XAU, XTS, USN, CHE…), in which nobody pays for advertising.
 */
const byExponent: ReadonlyArray<readonly [number, string]> = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
     CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
     KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
     PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY
     TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`,
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
]

/** Code to decimals of its minor unit. */
export const currencies: ReadonlyMap<string, number> = new Map(
  byExponent.flatMap(([exponent, codes]) => codes.split(/\s+/).map((code) => [code, exponent] as const)),
)

/**
 * Decimals of a currency's minor unit: 2 for USD, 0 for JPY, 3 for KWD.
 * @throws RangeError for a code that ISO 4217 does not list.
 */
export function currencyExponent(code: string): number {
  const exponent = currencies.get(code)
  if (exponent === undefined) throw new RangeError('not a currency of ISO 4217')
  return exponent
}
