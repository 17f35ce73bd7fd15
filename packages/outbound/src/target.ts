import { type BlockList, isIP, isIPv4 } from 'node:net'
import { isPublicAddress } from './address.ts'
import { OutboundFailure } from './failure.ts'
import { isWithin } from './networks.ts'

/** Browsers and databases refuse longer ones, too. */
const MAX_URL_CHARS = 2_048

/** Which addresses a connection may go to. */
export type AddressRule = (address: string) => boolean

/**
 * The rule for a scheme and port: https on 443 may go to public addresses and to allowed networks; everything else to
 * allowed networks only.
 */
export function addressRule(allowed: BlockList, { protocol, port }: { protocol: string; port: string }): AddressRule {
  const reachesPublic = isUsual({ protocol, port })
  return (address) => isWithin(allowed, address) || (reachesPublic && isPublicAddress(address))
}

/**
 * The address of a request as far as it can be judged without resolving its name.
 * @throws OutboundFailure
 */
export function readTarget(text: string, allowed: BlockList): URL {
  const url = text.length > MAX_URL_CHARS ? null : URL.parse(text)
  if (url === null) throw new OutboundFailure('url-invalid')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new OutboundFailure('scheme-not-allowed')
  if (url.username !== '' || url.password !== '') throw new OutboundFailure('credentials-in-url')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // `http://2130706433/` and `http://0177.1/` are 127.0.0.1: such a spelling is meant to hide it.
  if (isIPv4(host) && !text.includes(host)) throw new OutboundFailure('address-not-allowed')
  // Nothing resolves an address, so the check when connecting would never see it.
  if (isIP(host) !== 0 && !addressRule(allowed, url)(host)) throw refusalOf(url)
  // Without allowed networks, no name can make another scheme or port right.
  if (isIP(host) === 0 && allowed.rules.length === 0 && !isUsual(url)) throw refusalOf(url)
  return url
}

/** The most telling reason why an address may not be reached in this way. */
export function refusalOf({ protocol, port }: { protocol: string; port: string }): OutboundFailure {
  if (protocol !== 'https:') return new OutboundFailure('scheme-not-allowed')
  return new OutboundFailure(isUsual({ protocol, port }) ? 'address-not-allowed' : 'port-not-allowed')
}

function isUsual({ protocol, port }: { protocol: string; port: string }): boolean {
  return protocol === 'https:' && (port === '' || port === '443')
}
