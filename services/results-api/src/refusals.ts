import { Problem } from '@sluice/service-kit'

/** The same words whether there is no such pool or it is another organization's. */
export function poolNotFound(): Problem {
  return new Problem('pool-not-found', 'Your organization has no pool with this id.')
}

export function planNotFound(): Problem {
  return new Problem('plan-not-found', 'The pool has no plan with this number, or it is no longer kept.')
}

export function planNotReady(): Problem {
  return new Problem('plan-not-ready', 'The pool is configured; its first plan comes within seconds.', {
    headers: { 'retry-after': '1' },
  })
}
