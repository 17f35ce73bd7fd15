import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BodyBudget } from './body-budget.ts'

const full = expect.objectContaining({ code: 'unavailable', headers: { 'retry-after': '1' } })

test('an organization gets its share to the last byte, the others the rest', () => {
  const budget = new BodyBudget({ bytes: 10, bytesOfOrganization: 6, share: 0 })
  const release = budget.reserve('north', 6)
  expect(() => budget.reserve('north', 1)).toThrow(full)
  budget.reserve('south', 4)
  expect(() => budget.reserve('east', 1)).toThrow(full)
  release()
  release()
  expect(budget.held).toBe(4)
  budget.reserve('north', 6)
  expect(() => budget.reserve('east', 1)).toThrow(full)
})

test('two that take all there is leave the others what is theirs, and take it from nobody', () => {
  const budget = new BodyBudget({ bytes: 12, bytesOfOrganization: 6, share: 2 })
  for (const org of ['north', 'south']) {
    budget.reserve(org, 6)
    budget.reserve(org, 2)
    expect(() => budget.reserve(org, 1)).toThrow(expect.objectContaining({ reason: 'bodies-of-organization' }))
  }
  expect(() => budget.reserve('east', 3)).toThrow(expect.objectContaining({ reason: 'bodies-of-all' }))
  const release = budget.reserve('east', 1)
  budget.reserve('east', 1)
  expect(() => budget.reserve('east', 1)).toThrow(full)
  release()
  budget.reserve('east', 1)
  expect(budget.held).toBe(18)
})

test('whatever is reserved and given back, no bound is passed and nothing is lost', () => {
  const step = fc.record({ org: fc.constantFrom('a', 'b', 'c'), bytes: fc.nat(8), back: fc.nat(20) })
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const budget = new BodyBudget({ bytes: 20, bytesOfOrganization: 12, share: 0 })
      const open: { org: string; bytes: number; release: () => void }[] = []
      const sum = (org?: string) =>
        open.filter((one) => org === undefined || one.org === org).reduce((all, { bytes }) => all + bytes, 0)
      for (const { org, bytes, back } of steps) {
        const fits = sum() + bytes <= 20 && sum(org) + bytes <= 12
        if (fits) open.push({ org, bytes, release: budget.reserve(org, bytes) })
        else expect(() => budget.reserve(org, bytes)).toThrow(full)
        open.splice(back, 1)[0]?.release()
        expect(budget.held).toBe(sum())
      }
      for (const { release } of open) release()
      expect(budget.held).toBe(0)
    }),
  )
})
