import { type Outbound, OutboundFailure } from '@sluice/outbound'
import { Problem } from '@sluice/service-kit'

/**
 * Refuses at once what every poll would meet. A name that has no address now may have one by the next poll, so it
 * passes.
 * @throws Problem feed-url-refused
 */
export async function checkFeedUrl(outbound: Pick<Outbound, 'check'>, url: string): Promise<void> {
  try {
    await outbound.check(url)
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error
    if (error.code === 'name-not-resolved') return
    throw new Problem('feed-url-refused', error.message, { errors: [{ pointer: '#/url', detail: error.code }] })
  }
}
