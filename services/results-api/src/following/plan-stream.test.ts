import { once } from 'node:events'
import { expect, test } from 'vitest'
import type { PlanStep } from './plan-events.ts'
import { PlanStream } from './plan-stream.ts'

/** A stream whose events are as long as given; steps asked for are noted. */
function makeStream({ bytes = 10, known = null as number | null, patienceMs = 0, fail = false } = {}) {
  const steps: [number | null, number][] = []
  const noted = { closed: 0, errors: 0 }
  const stream = new PlanStream({
    pool: { orgId: 'o', poolId: 'p' },
    known,
    makeEvent: async ({ from, to }: PlanStep) => {
      if (fail) throw new Error('away')
      steps.push([from, to])
      return { text: `id: ${to} ${'x'.repeat(bytes)}\n\n` }
    },
    patienceMs,
    onError: () => {
      noted.errors += 1
    },
    onClosed: () => {
      noted.closed += 1
    },
  })
  return { stream, steps, noted }
}

const settled = () => new Promise(setImmediate)

test('a plan is told once, and each counted from the one told before', async () => {
  const { stream, steps } = makeStream({ known: 3 })
  for (const number of [3, 4, 4, 7]) {
    stream.onPlan(number)
    await settled()
  }
  expect(steps).toEqual([
    [3, 4],
    [4, 7],
  ])
})

test('who does not read gets no more than fits, and skips to the newest when there is room again', async () => {
  const { stream, steps } = makeStream({ bytes: 40_000 })
  for (let number = 1; number <= 50; number += 1) {
    stream.onPlan(number)
    await settled()
  }
  expect(steps).toEqual([
    [null, 1],
    [1, 2],
  ])
  expect(stream.readableLength).toBeLessThan(100_000)
  stream.resume()
  await settled()
  expect(steps.at(-1)).toEqual([2, 50])
})

test('who takes nothing for too long is cut off; who reads is not', async () => {
  const stuck = makeStream({ bytes: 70_000 })
  const reading = makeStream({ bytes: 70_000 })
  reading.stream.resume()
  for (const { stream } of [stuck, reading]) stream.onPlan(1)
  await settled()
  for (const { stream } of [stuck, reading]) stream.beat()
  expect([stuck.stream.destroyed, reading.stream.destroyed]).toEqual([true, false])
  await settled()
  expect([stuck.noted.closed, reading.noted.closed]).toEqual([1, 0])
})

test('with patience, a full stream is left alone', async () => {
  const { stream } = makeStream({ bytes: 70_000, patienceMs: 60_000 })
  stream.onPlan(1)
  await settled()
  stream.beat()
  expect(stream.destroyed).toBe(false)
})

test('after the end nothing comes, and the end is told once', async () => {
  const { stream, steps, noted } = makeStream()
  stream.end()
  stream.end()
  stream.onPlan(1)
  stream.beat()
  stream.resume()
  await once(stream, 'close')
  expect([steps, noted.closed]).toEqual([[], 1])
})

test('an event that could not be made is made at the next look', async () => {
  const { stream, noted } = makeStream({ fail: true })
  stream.onPlan(1)
  await settled()
  stream.onPlan(1)
  await settled()
  expect(noted.errors).toBeGreaterThanOrEqual(2)
})
