import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Tests start some hundred services and threads. Compiled and without types from the first on, each starts in two thirds
// of the time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/sluice-compiled', import.meta.url))

// A worker keeps the modules it has loaded: imported anew by each of 240 files they took up to half of the time. So no module
// may hold what a test changes; what a test changes of the process it puts back, which the setup file checks.
const isolate = false
const setupFiles = ['packages/test-kit/src/leave-as-found.ts']

// Node runs our TypeScript as it is, in the tests as in production; to have Vite transform a thousand modules first took as
// long as all unit tests.
const experimental = { viteModuleRunner: false, nodeLoader: false }

// What a test waits for comes; a second, as Vitest would wait, is too short where thirty processes want two processors.
const expected = { poll: { timeout: 30_000 } }

/** Pure tests sit beside the file; tests that need PostgreSQL or Redis sit in a workspace's test/; the rest in test/. */
export default defineConfig({
  test: {
    // Most tests wait for processes, PostgreSQL or Redis rather than compute: on 2 cores the default is one file at a time.
    maxWorkers: 3,
    // A test leaves much behind and keeps little: with room for it, what is collected is found dead. A tenth less of the processor.
    execArgv: ['--min-semi-space-size=16', '--max-semi-space-size=64'],
    projects: [
      // Property tests take seconds, processes a second to start, and twenty times as many on a busy machine.
      {
        test: {
          name: 'unit',
          include: ['{packages,services}/*/src/**/*.test.ts'],
          isolate,
          setupFiles,
          experimental,
          expect: expected,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: ['{packages,services}/*/test/**/*.test.ts', 'test/security/**/*.test.ts'],
          isolate,
          setupFiles,
          experimental,
          expect: expected,
          globalSetup: ['packages/test-kit/src/global-setup.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          isolate,
          setupFiles,
          experimental,
          expect: expected,
          globalSetup: ['packages/test-kit/src/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      { test: { name: 'architecture', include: ['test/architecture.test.ts'], experimental } },
    ],
  },
})
