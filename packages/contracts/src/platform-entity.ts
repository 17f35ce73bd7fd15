import { z } from 'zod'
import { displayName, identifier } from './identifier.ts'
import { amountMinor, currency } from './money.ts'
import { refuseRepeated } from './repeated.ts'

export const platform = z
  .enum(['google_ads', 'meta', 'microsoft_ads'])
  .meta({ description: 'Advertising platform.', examples: ['google_ads'] })

export const accountId = z
  .string()
  .regex(/^\d[\d-]{0,23}$/, 'digits, hyphens between them; an account of Meta without its act_')

const externalId = z.string().regex(/^\d{1,20}$/, 'digits')

const entityCells = z
  .array(
    z.strictObject({
      cellId: identifier.meta({ description: 'A cell of the pool.', examples: ['smyrna-orthodontics'] }),
      share: z
        .number()
        .gt(0)
        .max(1)
        .default(1)
        .meta({
          description:
            'How much of the cell’s money goes here. The shares of one cell over all entities of the pool add up to 1.',
          'x-unit': 'share, 0 to 1',
          examples: [1],
        }),
    }),
  )
  .max(10_000)
  .superRefine((cells, context) => refuseRepeated(cells, context, { keyOf: ({ cellId }) => cellId, field: 'cellId' }))
  .meta({
    description:
      'The cells whose money it carries; the amounts of several add up. Empty: it gets no money, and the next file pauses it.',
  })

const fields = z.strictObject({
  platform,
  accountId: accountId.meta({
    description: 'Google Ads customer, Meta ad account (without `act_`) or Microsoft Advertising account.',
    examples: ['123-456-7890'],
  }),
  level: z.enum(['campaign', 'ad_set', 'shared_budget']).meta({
    description:
      'What carries the budget. `ad_set`: Meta only. `shared_budget`: Google Ads and Microsoft Advertising, where several campaigns use one budget.',
    examples: ['campaign'],
  }),
  externalId: externalId.meta({
    description:
      'Its id on the platform: of the campaign budget (Google Ads, at either level), the campaign or ad set (Meta), the campaign or shared budget (Microsoft Advertising).',
    examples: ['5550001'],
  }),
  campaignIds: z
    .array(externalId.meta({ description: 'A campaign, by its id.', examples: ['7001'] }))
    .max(1_000)
    .default([])
    .superRefine(refuseTwice)
    .meta({
      description:
        'Every campaign that spends the budget, where `externalId` is a budget’s: a pause stops them all. For a `shared_budget` name all of them: one that is left out would go on with the whole budget. Empty: pauses are listed for a person instead. No other entity may have one of them.',
      examples: [['7001']],
    }),
  name: displayName.meta({
    description:
      'Its name on the platform. Google Ads Editor finds campaigns by it, so no two campaigns of a Google Ads account have the same, capitals aside.',
    examples: ['Smyrna | Orthodontics | Search'],
  }),
  minimumDailyBudgetMinor: amountMinor
    .min(1)
    .nullable()
    .default(null)
    .meta({
      description:
        'Least daily budget the platform takes for it; null: what it publishes for the currency. Less becomes a pause, or is held back where the budget is known to run on no more.',
      'x-unit': 'minor units a day',
      examples: [500],
    }),
  currency: currency
    .nullable()
    .default(null)
    .meta({
      description: 'What the account bills in: another currency than the pool’s is refused. Null: not checked.',
      examples: ['USD'],
    }),
  cells: entityCells,
})

/** Zeros in front make no other campaign. */
function refuseTwice(ids: readonly string[], context: z.RefinementCtx): void {
  const taken = new Set<string>()
  ids.forEach((id, index) => {
    const campaign = id.replace(/^0+/, '')
    if (taken.has(campaign)) context.addIssue({ code: 'custom', path: [index], message: 'is given twice' })
    taken.add(campaign)
  })
}

function refuseLevel({ platform: where, level }: { platform: string; level: string }, context: z.RefinementCtx): void {
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['level'], message })
  if (level === 'ad_set' && where !== 'meta') refuse('ad sets are Meta’s')
  if (level === 'shared_budget' && where === 'meta') refuse('Meta has no shared budgets: name the campaign')
}

/** Where `externalId` is the campaign itself, or what one campaign has, there is nothing to name, or only one. */
function refuseCampaigns(entity: Campaigns, context: z.RefinementCtx): void {
  const { platform: where, level, campaignIds } = entity
  const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['campaignIds'], message })
  if (level === 'shared_budget' || campaignIds.length === 0) return
  if (where !== 'google_ads') refuse('none: externalId is what a pause stops')
  else if (campaignIds.length > 1) refuse('one campaign; a budget that several use is a shared_budget')
}

interface Campaigns {
  platform: string
  level: string
  campaignIds: readonly string[]
}

/** A budget of a platform, and the cells whose money it is; apart from its id. */
export const platformEntity = fields.superRefine(refuseLevel).superRefine(refuseCampaigns).meta({
  id: 'PlatformEntityConfiguration',
  description: 'A budget on an advertising platform, and the cells whose money it carries.',
})

export const listedPlatformEntity = fields
  .extend({ id: identifier.meta({ description: 'Id within the pool, of your choice.', examples: ['smyrna-search'] }) })
  .superRefine(refuseLevel)
  .superRefine(refuseCampaigns)

/** Every entity of a pool. PUT /v1/pools/{poolId}/platform-entities. */
export const platformEntities = z
  .strictObject({
    entities: z
      .array(listedPlatformEntity)
      .max(50_000)
      .superRefine((entities, context) => refuseRepeated(entities, context, { keyOf: ({ id }) => id, field: 'id' }))
      .meta({ description: 'All of them; those left out are removed.' }),
  })
  .meta({
    id: 'PlatformEntities',
    description: 'The budgets on advertising platforms that carry the money of a pool’s cells.',
  })

export type PlatformEntity = z.output<typeof platformEntity>
export type ListedPlatformEntity = z.output<typeof listedPlatformEntity>
