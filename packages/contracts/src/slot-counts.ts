import type { z } from 'zod'

/** Openings for new patients as they are reported or assumed. */
export interface SlotCounts {
  newPatientSlotsTotal?: number | undefined
  newPatientSlotsBooked?: number | undefined
  newPatientSlotsOpen?: number | undefined
}

/** Refuses counts that cannot be of one place and moment: of total, booked and open two say the third. */
export function refuseUnfitSlots(data: SlotCounts, context: z.RefinementCtx): void {
  const refuse = (field: keyof SlotCounts, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message })
  const { newPatientSlotsTotal: total, newPatientSlotsBooked: booked, newPatientSlotsOpen: open } = data
  if (booked !== undefined && open !== undefined) refuse('newPatientSlotsOpen', 'booked or open, not both')
  if (booked !== undefined && total === undefined) refuse('newPatientSlotsTotal', 'required with newPatientSlotsBooked')
  if (total !== undefined && booked === undefined && open === undefined)
    refuse('newPatientSlotsBooked', 'newPatientSlotsTotal comes with newPatientSlotsBooked or newPatientSlotsOpen')
  if (total !== undefined && open !== undefined && open > total)
    refuse('newPatientSlotsOpen', 'at most newPatientSlotsTotal')
}
