import { UnsealError } from '@sluice/secrets'
import { expect, test } from 'vitest'
import { tellUnreadable } from './unreadable-secrets.ts'

test('a secret that cannot be opened is counted each time, and told once in ten minutes for each source', () => {
  const told: string[] = []
  const [clock, counted] = [{ ms: 0 }, { times: 0 }]
  const note = tellUnreadable({
    count: () => {
      counted.times += 1
    },
    log: ({ orgId, sourceId }) => told.push(`${clock.ms} ${orgId} ${sourceId}`),
    now: () => clock.ms,
  })
  const error = new UnsealError('unknown-key')
  for (const ms of [0, 3_000, 599_999, 600_000]) {
    clock.ms = ms
    note({ orgId: 'north', sourceId: 'a', error })
  }
  note({ orgId: 'north', sourceId: 'b', error })
  note({ orgId: 'south', sourceId: 'a', error })
  expect(counted.times).toBe(6)
  expect(told).toEqual(['0 north a', '600000 north a', '600000 north b', '600000 south a'])
})
