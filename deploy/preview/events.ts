/** The engine's events that a plan is read from; Pulumi prints one JSON object a line. */
export interface EngineEvent {
  resourcePreEvent?: { metadata: StepMetadata };
  resOutputsEvent?: { metadata: StepMetadata };
  policyEvent?: PolicyEvent;
  diagnosticEvent?: { urn?: string; severity: string; message: string };
  summaryEvent?: { resourceChanges: Record<string, number>; PolicyPacks?: Record<string, string> };
}

export interface StepMetadata {
  op: string;
  urn: string;
  type: string;
  old?: StepState | null;
  new?: StepState | null;
  /** Properties whose change means a replacement. */
  keys?: string[] | null;
  diffs?: string[] | null;
  detailedDiff?: Record<string, { diffKind: string }> | null;
}

export interface StepState {
  custom?: boolean;
  protect?: boolean;
  retainOnDelete?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: inputs of every kind of resource
  inputs?: any;
}

export interface PolicyEvent {
  resourceUrn?: string;
  message: string;
  policyName: string;
  enforcementLevel: string;
}

/** Reads the lines that Pulumi printed; what is no event, such as a warning of its own, is passed over. */
export function parseEvents(text: string): EngineEvent[] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as EngineEvent);
}
