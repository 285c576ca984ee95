-- owner: platform
-- People and how they sign in. A person may belong to several organisations, so these tables carry none: they stay on one
-- machine (local tables) when the others are spread over many. Columns are those that better-auth reads and writes.

create table sign_in_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table sign_in_session (
  id text primary key,
  user_id text not null references sign_in_user (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sign_in_session_user on sign_in_session (user_id);

create table sign_in_account (
  id text primary key,
  user_id text not null references sign_in_user (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, account_id)
);
create index sign_in_account_user on sign_in_account (user_id);

create table sign_in_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sign_in_verification_identifier on sign_in_verification (identifier);

create table sign_in_two_factor (
  id text primary key,
  user_id text not null references sign_in_user (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count integer default 0,
  locked_until timestamptz
);
create index sign_in_two_factor_user on sign_in_two_factor (user_id);
create index sign_in_two_factor_secret on sign_in_two_factor (secret);

create table sign_in_rate_limit (
  id text primary key,
  key text not null unique,
  count integer not null,
  last_request bigint not null
);

-- The application role founds users (set-up, invitations) in the transaction that makes them members. It never reads a
-- password, a session or a second factor: better-auth does, on its own connection.
grant select (id, name, email, email_verified, two_factor_enabled) on sign_in_user to vigie_app;
grant insert on sign_in_user to vigie_app;
grant insert on sign_in_account to vigie_app;
