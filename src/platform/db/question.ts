import pg from "pg";

/**
 * A SELECT that travels in the round trip of BEGIN. Such a round trip of several statements takes no parameters, so the
 * values are written as literals; the SELECT is prepared once a connection, and planned once instead of at each request.
 */
export interface Question {
  /** Name of the prepared statement: `vigie_membership`. */
  readonly name: string;
  /** Types of `$1`, `$2`, … */
  readonly types: readonly ("bigint" | "text" | "timestamptz")[];
  readonly text: string;
}

/** A question with its values: whole numbers, texts, instants or nothing. */
export interface Asked {
  readonly question: Question;
  readonly values: readonly (number | string | Date | null)[];
}

const prepared = new WeakMap<object, Set<string>>();

/** The statements that ask: PREPARE as long as this connection does not know the question, then EXECUTE. */
export function statementsOf(client: pg.ClientBase, { question, values }: Asked): string {
  const { name, types, text } = question;
  const execute = `execute ${name} (${values.map(written).join(", ")})`;
  return prepared.get(client)?.has(name) ? execute : `prepare ${name} (${types.join(", ")}) as ${text}; ${execute}`;
}

/** To be told once the statements have run: the connection knows the question from now on. */
export function rememberPrepared(client: pg.ClientBase, { question }: Asked): void {
  const known = prepared.get(client) ?? new Set();
  prepared.set(client, known.add(question.name));
}

/** Does this connection know the question? When it does not and its statements failed, its state is unknown. */
export function isPrepared(client: pg.ClientBase, { question }: Asked): boolean {
  return prepared.get(client)?.has(question.name) === true;
}

function written(value: number | string | Date | null): string {
  if (value === null) return "null";
  if (typeof value === "string") return pg.escapeLiteral(value);
  if (value instanceof Date) return pg.escapeLiteral(value.toISOString());
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
  return String(value);
}
