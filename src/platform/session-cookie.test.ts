import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "./db/connect.ts";
import { createTestDatabase } from "./db/testing.ts";
import { principalOfSession, sessionCookieName, sessionSeconds, signedSessionToken } from "./session-cookie.ts";
import { testNow } from "./test-call.ts";

const secret = "0123456789abcdef0123456789abcdef";
const name = sessionCookieName(false);
const signature = (token: string, key = secret) => createHmac("sha256", key).update(token).digest("base64");
const cookie = (value: string) => `${name}=${encodeURIComponent(value)}`;

it("a session's cookie counts when our signature stands behind it, and only then", () => {
  const good = `abc.def.${signature("abc.def")}`;
  expect(signedSessionToken(`theme=dark; ${cookie(good)}`, name, secret)).toBe("abc.def");
  const forged = [
    `abc.${signature("abc", "another secret of thirty-two signs")}`,
    `abd.${signature("abc")}`,
    `abc.${signature("abc").slice(0, 20)}`,
    `.${signature("")}`,
    "abc",
    "abc.",
    "",
  ];
  for (const value of forged)
    expect([value, signedSessionToken(cookie(value), name, secret)]).toEqual([value, undefined]);
  for (const header of [null, "", "vigie.session_token", `x${cookie(good)}`, `${name}=%ff.%`]) {
    expect([header, signedSessionToken(header, name, secret)]).toEqual([header, undefined]);
  }
  // The first of two counts: a cookie planted behind ours changes nothing.
  expect(signedSessionToken(`${cookie(good)}; ${cookie(`evil.${signature("evil")}`)}`, name, secret)).toBe("abc.def");
});

it("over https the cookie without the prefix is nobody's", () => {
  expect(signedSessionToken(cookie(`abc.${signature("abc")}`), sessionCookieName(true), secret)).toBeUndefined();
});

let database: Database;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(
    "insert into sign_in_user (id, name, email, created_at, updated_at) values ('u1', 'Anne', 'anne@kermor.example', $1, $1)",
    [testNow],
  );
});
afterAll(() => database.close());

it("a session speaks for its person until it is revoked; an old one is for better-auth to prolong or to end", async () => {
  const lasts = (token: string, seconds: number) =>
    database.pool.query(
      `insert into sign_in_session (id, user_id, token, expires_at, created_at, updated_at)
       values ($1, 'u1', $1, $2, $3, $3)`,
      [token, new Date(testNow.getTime() + seconds * 1000), testNow],
    );
  await lasts("fresh", sessionSeconds.lasts);
  await lasts("day-old", sessionSeconds.lasts - sessionSeconds.prolongedAfter - 1);
  await lasts("ended", -1);
  expect(await principalOfSession(database, "fresh", testNow)).toEqual({
    kind: "user",
    userId: "u1",
    name: "Anne",
    email: "anne@kermor.example",
  });
  expect(await principalOfSession(database, "day-old", testNow)).toBe("due");
  expect(await principalOfSession(database, "ended", testNow)).toBe("due");
  expect(await principalOfSession(database, "' or true --", testNow)).toEqual({ kind: "anonymous" });
  await database.pool.query("delete from sign_in_session where token = 'fresh'");
  expect(await principalOfSession(database, "fresh", testNow)).toEqual({ kind: "anonymous" });
});
