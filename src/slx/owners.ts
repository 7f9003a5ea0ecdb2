/** Owners of an SLX for which none are named: the person who commits it, where the platform says who that is. */
export const callerAlone = (caller: string | null | undefined): string[] => (caller ? [caller] : []);
