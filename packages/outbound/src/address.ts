import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** IPv6 hands out addresses of the public internet from this block alone. */
const globalUnicast = ipaddr.parseCIDR('2000::/3')

/**
 * Whether an IP address belongs to the public internet. An allow-list: what a registry set aside for anything else is
 * refused, also the forms of IPv6 that carry an IPv4 address within (mapped, NAT64, 6to4, Teredo), because they reach
 * what the other would.
 */
export function isPublicAddress(address: string): boolean {
  // Stricter than ipaddr.js, which reads `1.2.3` as an address as well.
  if (isIP(address) === 0) return false
  const parsed = ipaddr.parse(address)
  return parsed.range() === 'unicast' && (parsed.kind() === 'ipv4' || parsed.match(globalUnicast))
}
