import { BlockList, isIP } from 'node:net'

const form = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/

/**
 * Networks in CIDR form, `10.0.0.0/8` or `fd00::/8`, as one list. An IPv4 network also has its addresses in IPv4-mapped form.
 * @throws RangeError if a text is no network: settings are checked before
 */
export function readNetworks(texts: readonly string[]): BlockList {
  const networks = new BlockList()
  for (const text of texts) {
    const [, address = '', length = ''] = form.exec(text) ?? []
    const family = isIP(address)
    if (family === 0 || Number(length) > (family === 4 ? 32 : 128)) throw new RangeError('not a network in CIDR form')
    networks.addSubnet(address, Number(length), family === 4 ? 'ipv4' : 'ipv6')
  }
  return networks
}

export function isWithin(networks: BlockList, address: string): boolean {
  const family = isIP(address)
  return family !== 0 && networks.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
