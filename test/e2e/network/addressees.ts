/** Where the e2e stack's settings send things: ports of the machine outside. */
export const ADDRESSEES = { slack: 8080, notices: 8081, traces: 4318, mail: 2525 } as const;
/** A port of it that no setting names. */
export const UNNAMED = 443;
