import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { OutboundFailure } from './failure.ts'
import type { AddressRule } from './target.ts'

/** All addresses of a name; throws where it has none. */
export type Resolve = (hostname: string) => Promise<{ address: string; family: number }[]>

/** As the machine resolves names: its hosts file included, which may name what is inside; the check comes after. */
export const resolveName: Resolve = (hostname) => lookup(hostname, { all: true, order: 'verbatim' })

/** Which addresses a name may have, and the failure of one that has another. */
export interface NameRule {
  isAllowed: AddressRule
  refusal: () => OutboundFailure
}

/** @throws OutboundFailure unless every address of the name is right: one that is not may be the one connected to. */
export async function resolveChecked(
  resolve: Resolve,
  hostname: string,
  { isAllowed, refusal }: NameRule,
): Promise<{ address: string; family: number }[]> {
  const addresses = await resolve(hostname).catch((cause: unknown) => {
    throw new OutboundFailure('name-not-resolved', { cause })
  })
  if (addresses.length === 0) throw new OutboundFailure('name-not-resolved')
  if (!addresses.every(({ address }) => isAllowed(address))) throw refusal()
  return addresses
}

/**
 * A `lookup` for a socket: it connects to an address of this very answer, so a name that resolves differently a moment later
 * (DNS rebinding) gains nothing.
 */
export function checkedLookup(resolve: Resolve, rule: NameRule): LookupFunction {
  return (hostname, { all }, callback) => {
    resolveChecked(resolve, hostname, rule).then(
      (addresses) => {
        const [first] = addresses
        if (all === true) callback(null, addresses)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error) => callback(error, '', 0),
    )
  }
}
