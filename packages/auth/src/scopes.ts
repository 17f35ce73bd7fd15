/** What a key may do; a key holds any number of them. The border (packages/contracts) names the same ones. */
export const scopes = [
  'events:write',
  'plans:read',
  'plans:decide',
  'exports:write',
  'config:write',
  'keys:admin',
  'dashboard:read',
] as const
export type Scope = (typeof scopes)[number]

/** Bundles of scopes by the work people do. */
export const roles = {
  /** Looks. */
  viewer: ['plans:read'],
  /** Sets budgets, groups and policy, makes files of what is in force for platforms, and reports what was set. */
  marketer: ['plans:read', 'config:write', 'exports:write'],
  /** Sends capacity and watches it arrive. */
  operations: ['events:write', 'plans:read', 'dashboard:read'],
  /** Approves, rejects, overrides, undoes; makes files of any plan. */
  approver: ['plans:read', 'plans:decide', 'exports:write'],
  admin: scopes,
} as const satisfies Record<string, readonly Scope[]>
export type KeyRole = keyof typeof roles
