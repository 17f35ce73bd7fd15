// Writes the plans of the golden log anew: `npm run golden -w @sluice/recompute`, after `rulesVersion` was raised.
import { writeFileSync } from 'node:fs'
import { rulesVersion } from '@sluice/planning'
import { clinics } from './clinics.ts'
import { plansOfLog } from './golden-log.ts'

const log = { rulesVersion, ...clinics, plans: plansOfLog({ rulesVersion, ...clinics }) }
writeFileSync(new URL('clinics.json', import.meta.url), `${JSON.stringify(log, null, 2)}\n`)
