// Written by `npm run tables` from the migrated schema: not by hand.

// biome-ignore lint/suspicious/noEmptyInterface: there is no table yet.
export interface Tables {}
