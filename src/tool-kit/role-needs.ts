/**
 * What a call asks of the caller's role. `suffice` are the roles that are known to be enough; `lack` those that are known not
 * to be, so that the call is refused before anything else. For roles in neither the platform decides.
 */
export type Need = keyof typeof NEEDS;

const NEEDS = {
  /** A run of what is committed. */
  run: {
    suffice: ['admin', 'readwrite', 'readandrun', 'readandrunwithassistant'],
    lack: ['readonly'],
  },
  change: { suffice: ['admin', 'readwrite'], lack: ['readonly'] },
  commit: {
    suffice: ['admin', 'readwrite'],
    lack: ['readonly', 'readandrun', 'readandrunwithassistant'],
  },
  /** Runs of uncommitted scripts; rules and commands of a workspace or an assistant. */
  administer: {
    suffice: ['admin'],
    lack: ['readwrite', 'readonly', 'readandrun', 'readandrunwithassistant'],
  },
} as const;

/** Whether the role, in any spelling, is known to be enough. */
export function suffices(need: Need, role: string | null): boolean {
  return role !== null && (NEEDS[need].suffice as readonly string[]).includes(plain(role));
}

/** Whether it is known not to be. */
export const lacks = (need: Need, role: string | null) =>
  role !== null && (NEEDS[need].lack as readonly string[]).includes(plain(role));

export const sufficient = (need: Need): readonly string[] => NEEDS[need].suffice;

/** `readwrite` for `read-write`, `Read_Write` or `ReadWrite`. */
const plain = (role: string) => role.toLowerCase().replace(/[\s_-]/g, '');
