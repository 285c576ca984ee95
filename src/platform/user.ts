import { randomBytes } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Tables } from "./db/tables.ts";

/** A person who can sign in; member of no organisation by that alone. */
export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** An identity provider vouched for the address. A password never does. */
  readonly emailVerified: boolean;
  readonly twoFactor: boolean;
}

/** Any open transaction of the application role: users belong to no organisation. */
export type UserTransaction = Transaction<Tables>;

const columns = sql`id, name, email, email_verified as "emailVerified", coalesce(two_factor_enabled, false) as "twoFactor"`;

/** Addresses are compared in lower case everywhere, as better-auth keeps them. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

export async function findUser(db: UserTransaction, id: string): Promise<User | undefined> {
  const found = await sql<User>`select ${columns} from sign_in_user where id = ${id}`.execute(db);
  return found.rows[0];
}

export async function findUserByEmail(db: UserTransaction, email: string): Promise<User | undefined> {
  const found = await sql<User>`select ${columns} from sign_in_user where email = ${normalEmail(email)}`.execute(db);
  return found.rows[0];
}

/** Has anybody ever been given a sign-in here? */
export async function hasUsers(db: UserTransaction): Promise<boolean> {
  const found = await sql<{ any: boolean }>`select exists (select id from sign_in_user) as any`.execute(db);
  return found.rows[0]?.any === true;
}

/**
 * Until this transaction ends, no other one founds users: what was true of {@link hasUsers} stays true.
 */
export async function lockUsers(db: UserTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('vigie.sign_in_user'))`.execute(db);
}

/**
 * The hash that sign-in will compare with (scrypt, as better-auth makes it). Takes some 50 ms of a thread of the pool:
 * do it before opening a transaction.
 */
export async function hashPassword(password: string): Promise<string> {
  const crypto = await import("better-auth/crypto");
  return crypto.hashPassword(password);
}

/** Founds a user who signs in with e-mail and password, in the transaction that makes them a member. */
export async function insertUser(
  db: UserTransaction,
  user: { name: string; email: string; passwordHash: string; now: Date },
): Promise<User> {
  const id = newId();
  const email = normalEmail(user.email);
  await sql`insert into sign_in_user (id, name, email, email_verified, created_at, updated_at)
            values (${id}, ${user.name}, ${email}, false, ${user.now}, ${user.now})`.execute(db);
  await sql`insert into sign_in_account (id, user_id, account_id, provider_id, password, created_at, updated_at)
            values (${newId()}, ${id}, ${id}, 'credential', ${user.passwordHash}, ${user.now}, ${user.now})`.execute(
    db,
  );
  return { id, name: user.name, email, emailVerified: false, twoFactor: false };
}

function newId(): string {
  return randomBytes(24).toString("base64url");
}
