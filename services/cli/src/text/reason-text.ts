/** A few words for tables for every reason that docs/planning.md lists. */
const words: Readonly<Record<string, string>> = {
  not_accepting: 'takes no new patients',
  no_headroom: 'full',
  wait_gate: 'wait too long',
  throttled: 'long wait',
  capacity_ceiling: 'no room for more patients',
  ramp_up: 'rises step by step',
  ramp_down: 'falls step by step',
  minimum: 'its minimum',
  maximum: 'its maximum',
  locked: 'set by a person',
  paused: 'paused by a person',
  ageing: 'data is getting old',
  stale_hold: 'data is old',
  old_data: 'by old data',
  no_data: 'no data',
  dead_band: 'change too small',
  marginal_parity: 'more money brings more elsewhere',
  reserve_hurdle: 'more money brings too little',
  unplaceable: 'has all it may get',
  pool_exhausted: 'pool has no money for it',
  removed: 'removed from the pool',
  awaiting_approval: 'waits for approval',
  awaiting_money: 'waits for money of others',
  rejected: 'rejected by a person',
}

/** For reasons that name something after a colon: a plan, a group, a rule. */
const wordsOfNamed: Readonly<Record<string, (name: string) => string>> = {
  undo: (plan) => `undo to plan ${plan}`,
  group_maximum: (group) => `maximum of ${group}`,
  group_minimum: (group) => `minimum of ${group}`,
  relaxed: (rule) => `${rule.replaceAll('_', ' ')} gave way`,
}

/** Reasons as people say them; one that is newer than this program stays its code. */
export function reasonsText(reasons: readonly string[]): string {
  return reasons.map(reasonText).join(', ')
}

function reasonText(reason: string): string {
  const [code = '', name] = reason.split(':')
  return (name === undefined ? words[code] : wordsOfNamed[code]?.(name)) ?? reason
}
