import {
  type CellOverrideRow,
  type Database,
  type DecisionKind,
  deleteMessage,
  deleteOverrides,
  findCell,
  listMessages,
  listOverrides,
  type OverrideKind,
  type PoolKey,
  requestRecompute,
  upsertMessage,
  upsertOverrides,
} from '@sluice/database'
import { strongestInForce } from '../overrides-in-force.ts'
import { type Author, type Deciding, DecisionRefusal, decide, keyNameOf, noteDecision } from './decision.ts'

/** A person's word about one cell. */
export interface Override {
  kind: OverrideKind
  /** 0 of a pause. */
  dailyBudgetMinor: number
  /** RFC 3339; null: until it is taken away. */
  expiresAt: string | null
}

/** What came of a decision that the next plan has. */
export interface Requested {
  /** null: it was so already. */
  decisionId: number | null
  revision: number | null
}

/** @throws DecisionRefusal pool-not-found, cells-not-found */
export async function overrideCell(
  db: Database,
  pool: PoolKey,
  cellId: string,
  override: Override,
  author: Author,
): Promise<Requested> {
  return decide(db, pool, author, async (deciding) => {
    await requireCell(deciding, cellId)
    const rows = await listOverrides(deciding.trx, pool)
    const before = strongestInForce(rows, new Date().toISOString()).get(cellId)
    // One that an undo made since is in front of does not hold: to say it again is a new decision.
    if (before?.origin === 'override' && isSame(before, override, author)) return nothing
    const { kind, dailyBudgetMinor, expiresAt } = override
    const decisionId = await note(deciding, 'override', cellId, { minor: dailyBudgetMinor })
    await upsertOverrides(deciding.trx, pool, {
      origin: 'override',
      overrides: [{ cellId, kind, dailyBudgetMinor }],
      author: author.keyId,
      authorName: author.name,
      keyName: await keyNameOf(deciding),
      reason: author.reason ?? 'other',
      expiresAt,
      decisionId,
      undoTo: null,
    })
    return request(deciding, decisionId)
  })
}

/** Takes a person's override of a cell back; if there was none, nothing happens. */
export async function removeOverride(db: Database, pool: PoolKey, cellId: string, author: Author): Promise<Requested> {
  return decide(db, pool, author, async (deciding) => {
    const count = await deleteOverrides(deciding.trx, pool, { origin: 'override', cellId })
    return count === 0 ? nothing : request(deciding, await note(deciding, 'override_removed', cellId))
  })
}

/** Notes that a cell's campaign may run this message. @throws DecisionRefusal pool-not-found, cells-not-found */
export async function approveMessage(
  db: Database,
  pool: PoolKey,
  { cellId, messageId }: { cellId: string; messageId: string },
  author: Author,
): Promise<Requested> {
  return decide(db, pool, author, async (deciding) => {
    await requireCell(deciding, cellId)
    const messages = await listMessages(deciding.trx, pool)
    if (messages.some((row) => row.cell_id === cellId && row.message_id === messageId)) return nothing
    const decisionId = await note(deciding, 'message', cellId, { messageId })
    await upsertMessage(deciding.trx, {
      org_id: pool.orgId,
      pool_id: pool.poolId,
      cell_id: cellId,
      message_id: messageId,
      author: author.keyId,
      author_name: author.name,
      key_name: await keyNameOf(deciding),
    })
    return request(deciding, decisionId)
  })
}

/** Takes the approval of a cell's message back. @throws DecisionRefusal pool-not-found */
export async function withdrawMessage(db: Database, pool: PoolKey, cellId: string, author: Author): Promise<Requested> {
  return decide(db, pool, author, async (deciding) => {
    const messageId = await deleteMessage(deciding.trx, pool, cellId)
    if (messageId === undefined) return nothing
    return request(deciding, await note(deciding, 'message_removed', cellId, { messageId }))
  })
}

const nothing: Requested = { decisionId: null, revision: null }

async function requireCell({ trx, pool }: Deciding, cellId: string): Promise<void> {
  const cell = await findCell(trx, pool, cellId)
  if (cell?.removed_at !== null)
    throw new DecisionRefusal({ kind: 'cells-not-found', cellIds: [cellId], pointer: '#/path/cellId' })
}

function isSame(before: CellOverrideRow, { kind, dailyBudgetMinor, expiresAt }: Override, author: Author): boolean {
  return (
    before.kind === kind &&
    before.daily_budget_minor === dailyBudgetMinor &&
    before.reason === author.reason &&
    (before.expires_at?.getTime() ?? null) === (expiresAt === null ? null : Date.parse(expiresAt))
  )
}

interface About {
  minor?: number
  messageId?: string
}

async function note(
  deciding: Deciding,
  kind: DecisionKind,
  cellId: string,
  { minor, ...rest }: About = {},
): Promise<number> {
  const cells = [{ cellId, dailyBudgetMinor: minor ?? null, beforeMinor: null }]
  return noteDecision(deciding, { kind, planNumber: null, cells, action: `cell.${kind}`, cellId, ...rest })
}

async function request({ trx, pool }: Deciding, decisionId: number): Promise<Requested> {
  const [bumped] = await requestRecompute(trx, pool.orgId, [pool.poolId])
  return { decisionId, revision: bumped?.revision ?? null }
}
