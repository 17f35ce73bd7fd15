import { Problem } from '@sluice/service-kit'
import type { RunningBudget } from './running-budgets.ts'

/** The same words whether there is no such pool or it is another organization's. */
export function poolNotFound(): Problem {
  return new Problem('pool-not-found', 'Your organization has no pool with this id.')
}

export function locationNotFound(): Problem {
  return new Problem('location-not-found', 'Your organization has no location with this id.')
}

export function serviceLineNotFound(): Problem {
  return new Problem('service-line-not-found', 'Your organization has no service line with this id.')
}

export function cellNotFound(): Problem {
  return new Problem('cell-not-found', 'The pool has no cell with this id.')
}

export function mappingNotFound(): Problem {
  return new Problem('mapping-not-found', 'Your organization has no mapping with this id.')
}

export function platformEntityNotFound(): Problem {
  return new Problem('platform-entity-not-found', 'The pool has no entity with this id.')
}

export function accountNeeded(): Problem {
  return new Problem(
    'invalid-request',
    'A file of this format is for one account; the pool’s entities are in several.',
    {
      errors: [{ pointer: '#/query/accountId', detail: 'one of the accounts of the pool’s entities' }],
    },
  )
}

export function currencyUnknown(currency: string): Problem {
  const detail = `The platform’s list of currencies, as we know it, does not have ${currency}: a file could be wrong by a factor of ten or more.`
  return new Problem('configuration-conflict', detail, {
    errors: [{ pointer: '#/currency', detail: 'a currency that the platform lists; docs/exports.md has them' }],
  })
}

/** Names the first of them; there may be thousands. */
export function budgetsMappedTwice(entityIds: readonly string[]): Problem {
  return new Problem('configuration-conflict', 'Entities set a budget that another one sets too: keep one of them.', {
    errors: entityIds.slice(0, 20).map((id) => ({
      pointer: `#/platformEntities/${id}/externalId`,
      detail: 'a budget no other entity sets, in this pool or another',
    })),
  })
}

/** Likewise. */
export function campaignsMappedTwice(entityIds: readonly string[]): Problem {
  const detail = 'Entities have a campaign, or a name of one, that another one has too: each file would undo the other.'
  return new Problem('configuration-conflict', detail, {
    errors: entityIds.slice(0, 20).map((id) => ({
      pointer: `#/platformEntities/${id}`,
      detail: 'campaigns and a name that no other entity has, in this pool or another',
    })),
  })
}

export function budgetsStillRun(budgets: readonly RunningBudget[]): Problem {
  return new Problem(
    'configuration-conflict',
    'Budgets on platforms would go on with what the pool’s files told them: map each with "cells": [] and make a file, report 0 as applied, or send leaveRunning=true.',
    {
      errors: budgets.slice(0, 20).map(({ entityId, externalId, dailyBudgetMinor }) => ({
        pointer: '#',
        detail: `${externalId} (${entityId}) goes on spending ${dailyBudgetMinor} minor units a day`,
      })),
    },
  )
}

export function sourceNotFound(): Problem {
  return new Problem('source-not-found', 'Your organization has no source with this id.')
}

export function feedNotFound(): Problem {
  return new Problem('feed-not-found', 'Your organization has no feed with this id.')
}

export function planNotFound(): Problem {
  return new Problem('plan-not-found', 'The pool has no plan with this number, or it is no longer kept.')
}

export function olderPlanNotYours(): Problem {
  return new Problem(
    'forbidden',
    'A file of another plan than the one in force goes back to it: that needs plans:decide.',
  )
}

export function revisionNotFound(): Problem {
  return new Problem('plan-not-found', 'Nothing was in force in the pool at this revision, or it is no longer kept.')
}

export function certificateNotAvailable(): Problem {
  return new Problem('certificate-not-available', 'The rules have changed since this plan was made.')
}

export function planNotReady(): Problem {
  return new Problem('plan-not-ready', 'The pool is configured; its first plan comes within seconds.', {
    headers: { 'retry-after': '1' },
  })
}
