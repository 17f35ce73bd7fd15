import { Agent, request } from 'node:http'
import { fileURLToPath } from 'node:url'
import { eventually, type Service, test } from '@sluice/test-kit'
import { expect } from 'vitest'

const script = fileURLToPath(new URL('./small-service.ts', import.meta.url))
const messages = ({ logs }: Service) => logs.map((line) => line.msg)
const saying = (service: Service, message: string) =>
  eventually(
    () => messages(service),
    (all) => all.includes(message),
  )

test('closes what it opened, last first, and ends with 0', async ({ service }) => {
  const small = await service({ script, env: {} })
  await small.ready()
  expect(await small.kill('SIGTERM')).toBe('exit code 0')
  expect(messages(small).slice(-4)).toEqual(['stopping', 'closed http', 'closed first opened', 'stopped'])
})

test.for(['waits obediently', 'waits deaf'])(
  'SIGTERM while it starts and %s: ends with 0',
  async (mode, { service }) => {
    const small = await service({ script, env: { MODE: mode } })
    await saying(small, 'starting')
    expect((await fetch(`${small.url}/healthz`)).status).toBe(200)
    expect((await fetch(`${small.url}/readyz`)).status).toBe(503)
    expect(await small.kill('SIGTERM')).toBe('exit code 0')
    expect(messages(small).slice(-3)).toEqual(['closed http', 'closed first opened', 'stopped'])
  },
)

test.for([
  ['failing step', 'did not close'],
  ['hanging step', 'did not close in time'],
])('a %s is told and left behind; the others are closed', async ([mode, message], { service }) => {
  const small = await service({ script, env: { MODE: mode ?? '' } })
  await small.ready()
  expect(await small.kill('SIGINT')).toBe('exit code 0')
  expect(messages(small).slice(-4)).toEqual(['closed http', message, 'closed first opened', 'stopped'])
})

test('whatever hangs, it ends within its whole deadline', async ({ service }) => {
  const small = await service({ script, env: { MODE: 'hanging for ever' } })
  await small.ready()
  expect(await small.kill('SIGTERM')).toBe('exit code 1')
  expect(messages(small).at(-1)).toBe('stopped without closing everything')
})

test('a second signal ends it at once', async ({ service }) => {
  const small = await service({ script, env: { MODE: 'hanging for ever' } })
  await small.ready()
  process.kill(small.pid, 'SIGINT')
  await saying(small, 'stopping')
  expect(await small.kill('SIGINT')).toBe('exit code 1')
  expect(messages(small)).not.toContain('stopped without closing everything')
})

test.for([
  ['cannot start', 'could not start'],
  ['cannot go on', 'cannot go on'],
])('a service that %s says so, closes what was open, and ends with 1', async ([mode = '', message], { service }) => {
  const small = await service({ script, env: { MODE: mode } })
  expect(await small.exited).toBe('exit code 1')
  expect(messages(small).slice(-4)).toEqual([message, 'closed http', 'closed first opened', 'stopped'])
  expect(small.logs.at(-4)).toMatchObject({ level: 60, err: { message: 'nothing works' } })
})

/** Asks again and again over a connection that is kept, until no new one is to be had. */
async function askUntilGone(url: string, agent: Agent): Promise<{ answered: number; failures: string[] }> {
  const failures: string[] = []
  for (let answered = 0; ; ) {
    const outcome = await ask(url, agent)
    if (outcome === 'done') answered += 1
    else if (outcome === 'no new connection') return { answered, failures }
    else failures.push(outcome)
  }
}

function ask(url: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const asked = request(url, { agent }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve(response.statusCode === 200 ? body : String(response.statusCode)))
    })
    // A new connection that is refused, or reset before anybody accepted it, was never the service's.
    asked.on('error', (error) => resolve(asked.reusedSocket ? `cut off: ${error.message}` : 'no new connection'))
    asked.end()
  })
}

test('SIGTERM under load: every request it took is answered, none is cut off', async ({ service }) => {
  const small = await service({ script, env: { LOG_LEVEL: 'warn' } })
  await small.ready()
  const agent = new Agent({ keepAlive: true })
  const clients = Array.from({ length: 20 }, () => askUntilGone(`${small.url}/slow`, agent))
  await eventually(
    () => messages(small).filter((message) => message === 'answered').length,
    (count) => count > 100,
  )
  expect(await small.kill('SIGTERM')).toBe('exit code 0')
  const outcomes = await Promise.all(clients)
  agent.destroy()
  const answered = outcomes.reduce((sum, outcome) => sum + outcome.answered, 0)
  expect(outcomes.flatMap((outcome) => outcome.failures)).toEqual([])
  expect(small.logs.find((line) => line.msg === 'closed http')).toMatchObject({ handled: answered })
})
