import { mayBePatientData } from '@sluice/fhir'
import type { Delivered } from '@sluice/ingestion'
import type { FetchedFeed } from './fetch-feed.ts'

/** Lines that were refused, in the files that a poll read anew. */
export function refusedLinesOf({ files }: Pick<FetchedFeed, 'files'>): NonNullable<Delivered['refusedLines']> {
  const refused = files.flatMap(({ isNew, document }) => (isNew ? (document.content.refusedBy ?? []) : []))
  return refused.map((those) => ({ ...those, code: mayBePatientData(those) ? 'phi-not-accepted' : 'fhir-refused' }))
}
