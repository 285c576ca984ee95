/**
 * Splits a SQL script into its statements, without their closing `;`. Semicolons inside strings ('…', E'…'), quoted
 * names, dollar quotes, `--` and nested block comments do not count; a statement of comments only is dropped.
 *
 * @example
 * splitStatements("select ';'; create table t ();") // ["select ';'", "create table t ()"]
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = [];
  let from = 0;
  let hasCode = false;
  let at = 0;
  const flush = (end: number) => {
    if (hasCode) statements.push(script.slice(from, end).trim());
    hasCode = false;
  };
  while (at < script.length) {
    const here = script[at]!;
    if (here === ";") {
      flush(at);
      at += 1;
      from = at;
    } else if (script.startsWith("--", at)) {
      const end = script.indexOf("\n", at);
      at = end < 0 ? script.length : end + 1;
    } else if (script.startsWith("/*", at)) {
      at = endOfBlockComment(script, at);
    } else if (here === "'") {
      at = endOfQuoted(script, at, "'", isEscapeString(script, at));
      hasCode = true;
    } else if (here === '"') {
      at = endOfQuoted(script, at, '"', false);
      hasCode = true;
    } else if (here === "$" && !/[\w$\u0080-\uffff]/.test(script[at - 1] ?? "")) {
      const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(script.slice(at, at + 80))?.[0];
      if (tag === undefined) at += 1;
      else at = endAfter(script, tag, at + tag.length);
      hasCode = true;
    } else {
      if (/\S/.test(here)) hasCode = true;
      at += 1;
    }
  }
  flush(script.length);
  return statements;
}

function endAfter(script: string, mark: string, from: number): number {
  const found = script.indexOf(mark, from);
  return found < 0 ? script.length : found + mark.length;
}

/** Doubled quotes need no care: the second one opens a string that touches the first. */
function endOfQuoted(script: string, open: number, quote: string, escapes: boolean): number {
  for (let at = open + 1; at < script.length; at++) {
    if (escapes && script[at] === "\\") at += 1;
    else if (escapes && script.startsWith("''", at)) at += 1;
    else if (script[at] === quote) return at + 1;
  }
  return script.length;
}

function isEscapeString(script: string, quoteAt: number): boolean {
  return /[eE]/.test(script[quoteAt - 1] ?? "") && !/[\w$]/.test(script[quoteAt - 2] ?? "");
}

function endOfBlockComment(script: string, open: number): number {
  let depth = 1;
  let at = open + 2;
  while (at < script.length && depth > 0) {
    if (script.startsWith("/*", at)) {
      depth += 1;
      at += 2;
    } else if (script.startsWith("*/", at)) {
      depth -= 1;
      at += 2;
    } else at += 1;
  }
  return at;
}
