import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { LineSource } from './line-source.ts'

const options = { maxLineBytes: 1_000, maxLines: 2, maxBatchBytes: 10_000, flushMs: 10_000, idleMs: 10_000 }

/** Chunks of a line each; `kept` says how many of those that were given out are still in memory. */
function countedChunks(count: number) {
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  const given: WeakRef<Buffer>[] = []
  async function* chunks(): AsyncGenerator<Buffer> {
    for (let number = 0; number < count; number += 1) {
      const chunk = Buffer.from(`${number}\n`)
      given.push(new WeakRef(chunk))
      yield chunk
    }
  }
  const kept = async () => {
    // A weak reference holds on until the task that read it is over.
    await new Promise(setImmediate)
    collect()
    return given.filter((chunk) => chunk.deref() !== undefined).length
  }
  return { chunks: chunks(), kept }
}

test('what was read is let go: the stream may be longer than the memory', async () => {
  const { chunks, kept } = countedChunks(1_000)
  const source = new LineSource(chunks, options)
  let lines = 0
  for await (const batch of source.batches()) {
    lines += batch.length
    if (lines === 900) expect(await kept()).toBeLessThan(50)
  }
  expect(lines).toBe(1_000)
})

test('stopping ends a wait for the sender, and a read that begins afterwards', async () => {
  const silent = new LineSource(
    { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) },
    options,
  )
  const first = silent.batches().next()
  silent.stop(new Error('the process ends'))
  await expect(first).rejects.toThrow('the process ends')
  await expect(silent.batches().next()).rejects.toThrow('the process ends')
})
