import type { Found } from '@sluice/configuration'
import { type Problem, strongEtag } from '@sluice/service-kit'

/** Answer of GET of one thing that is configured. */
export function configuredAnswer<Value extends object>(got: Found<Value> | undefined, notFound: () => Problem) {
  if (!got) throw notFound()
  const { found, configVersion } = got
  return { status: 200 as const, headers: { etag: strongEtag(found.version) }, body: { ...found, configVersion } }
}
