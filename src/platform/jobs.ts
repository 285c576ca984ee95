/** A unit of background work of one organisation; `name` is the operation that runs it. */
export interface JobRequest {
  readonly name: string;
  readonly organisation: string;
  readonly input: Record<string, unknown>;
  /** Jobs of the same queue run one after the other. */
  readonly queue: string;
  /** A second request with the same key replaces one that has not begun. */
  readonly key: string;
}

/** The queue as operations see it: they enqueue inside their own transaction, so that both happen or neither. */
export interface Jobs {
  enqueue(
    scope: { readonly client: { query(text: string, values: unknown[]): Promise<unknown> } },
    job: JobRequest,
  ): Promise<void>;
  /** Tells whoever follows this subject (`import:12`) that something changed. */
  announce(organisationId: number, subject: string): void;
}
