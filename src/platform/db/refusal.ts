/**
 * Why the database cannot be opened, as a sentence for whoever starts Vigie. It is met before any organisation, language
 * or transport is known, so it carries its own English sentence beside the code that a transport may translate.
 */
export class DatabaseRefusal extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;

  constructor(code: string, params: Record<string, string | number>, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = "DatabaseRefusal";
    this.code = `database/${code}`;
    this.params = params;
  }
}
