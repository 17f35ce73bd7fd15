import { type AuditRow, type Database, findAuditHead, listAuditChain, withOwner } from '@sluice/database'
import { type AuditLine, rowToLine } from './audit-line.ts'
import { type ChainEnd, type ChainFault, ChainReader, gapText } from './chain-reader.ts'

export interface StoredChain {
  count: number
  /** Undefined: there is no entry. */
  end: ChainEnd | undefined
  faults: ChainFault[]
  /** Of the hashes looked for, those not in the chain. */
  missing: string[]
}

const AT_ONCE = 5_000

/**
 * Recomputes the whole chain of an organization and compares its end with what is noted beside it. The chain begins
 * with entry 1, that of its creation, since the log is never shortened. Entries written meanwhile are read too.
 * @param db connected with the login that migrates
 * @param looksFor hashes noted earlier, which the chain should still hold
 */
export async function checkStoredChain(
  db: Database,
  orgId: string,
  looksFor: Iterable<string> = [],
): Promise<StoredChain> {
  // First: what the chain grows by while it is read comes after it.
  const head = await withOwner(db, orgId, (trx) => findAuditHead(trx, orgId))
  const wanted = new Set(looksFor)
  const noted = head && { seq: head.seq, hash: head.hash.toString('hex') }
  const reader = new ChainReader(noted ? [...wanted, noted.hash] : wanted)
  for await (const entry of storedEntries(db, orgId)) reader.read(entry)
  const faults = [...startFaults(reader, noted), ...reader.faults, ...endFaults(reader, noted)]
  return { count: reader.count, end: reader.end, faults, missing: reader.missing.filter((hash) => wanted.has(hash)) }
}

/** All entries of an organization in the order of the chain. */
export async function* storedEntries(db: Database, orgId: string): AsyncGenerator<AuditLine> {
  let page: AuditRow[] = []
  let after = 0
  do {
    page = await withOwner(db, orgId, (trx) => listAuditChain(trx, orgId, { after, limit: AT_ONCE }))
    for (const row of page) yield rowToLine(orgId, row)
    after = page.at(-1)?.seq ?? after
  } while (page.length === AT_ONCE)
}

function startFaults({ start }: ChainReader, noted: ChainEnd | undefined): ChainFault[] {
  if (start?.seq === 1) return []
  if (start !== undefined) return [{ seq: start.seq, message: gapText(0, start.seq) }]
  // If the head is left, it says how many are missing.
  return noted === undefined
    ? [{ seq: 1, message: 'is missing: every log begins with the creation of its organization' }]
    : []
}

function endFaults(reader: ChainReader, noted: ChainEnd | undefined): ChainFault[] {
  const last = reader.end?.seq ?? 0
  if (noted === undefined) return last === 0 ? [] : [{ seq: last, message: 'has no head beside it' }]
  if (last < noted.seq) return [{ seq: last, message: `is the last; the head says that ${noted.seq} were written` }]
  if (!reader.missing.includes(noted.hash)) return []
  return [{ seq: noted.seq, message: 'is not the one that the head names' }]
}
