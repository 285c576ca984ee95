// Written by `npm run tables` from the migrated schema: not by hand.
import type { ColumnType } from "kysely";

/** A column that the database fills in when an insert leaves it out. */
export type Defaulted<T> =
  T extends ColumnType<infer Read, infer Insert, infer Update>
    ? ColumnType<Read, Insert | undefined, Update>
    : ColumnType<T, T | undefined, T>;

/** An instant: read as Date, written as Date or ISO text. */
export type Instant = ColumnType<Date, Date | string, Date | string>;

/** jsonb: read as its value, written as JSON text (the driver would write an array as a PostgreSQL array). */
export type Json = ColumnType<unknown, string, string>;

export interface AccountTable {
  organisation_id: number;
  id: Defaulted<number>;
  network: string;
  kind: string;
  external_id: string;
  name: string;
  handle: string | null;
  currency: string | null;
  created_at: Instant;
  archived_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface ApiTokenTable {
  organisation_id: number;
  id: Defaulted<number>;
  member_id: number;
  name: string;
  token_hash: string;
  effect: string;
  created_at: Instant;
  expires_at: Instant;
  last_used_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface AuditEntryTable {
  organisation_id: number;
  sequence: number;
  at: Instant;
  actor: string;
  operation: string;
  subject: string;
  detail: Json;
  previous_hash: string;
  hash: string;
}

export interface AuditHeadTable {
  organisation_id: number;
  sequence: number;
  hash: string;
}

export interface ColumnMappingTable {
  organisation_id: number;
  header_hash: string;
  answers: Json;
  updated_at: Instant;
}

export interface CommentTable {
  organisation_id: number;
  id: Defaulted<number>;
  account_id: number;
  external_id: string;
  post_id: number | null;
  author_key: string | null;
  text: string;
  published_at: Instant;
  published_on: string;
  batch_id: number;
  line: number | null;
}

export interface DailyValueTable {
  organisation_id: number;
  series_id: number;
  day: string;
  value: number;
  batch_id: number;
  line: number | null;
}

export interface DepartmentTable {
  organisation_id: number;
  id: Defaulted<number>;
  name: string;
  created_at: Instant;
  archived_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface ImportBatchTable {
  organisation_id: number;
  id: Defaulted<number>;
  source: string;
  file_name: string;
  sha256: string | null;
  size_bytes: number | null;
  stored_path: string | null;
  connector: string | null;
  answers: ColumnType<unknown | null, string | null | undefined, string | null>;
  state: string;
  refusal: ColumnType<unknown | null, string | null | undefined, string | null>;
  progress_rows: Defaulted<number>;
  accepted: Defaulted<number>;
  replaced: Defaulted<number>;
  unchanged: Defaulted<number>;
  rejected_count: Defaulted<number>;
  rejected: Defaulted<Json>;
  notices: Defaulted<Json>;
  totals: Defaulted<Json>;
  covers_from: string | null;
  covers_to: string | null;
  created_by: string;
  created_at: Instant;
  finished_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface InvitationTable {
  organisation_id: number;
  id: Defaulted<number>;
  token_hash: string;
  email: string;
  roles: string[];
  invited_by: string;
  created_at: Instant;
  expires_at: Instant;
  accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  revoked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface MemberTable {
  organisation_id: number;
  id: Defaulted<number>;
  user_id: string;
  name: string;
  email: string;
  roles: string[];
  department_id: number | null;
  created_at: Instant;
}

export interface MigrationTable {
  name: string;
  sha256: string;
  applied_at: Instant;
}

export interface ObjectiveTable {
  organisation_id: number;
  id: Defaulted<number>;
  statement: string;
  kind: string;
  state: string;
  indicator: string;
  perimeter: Json;
  baseline: number | null;
  target: number;
  direction: string;
  measure: string;
  starts_on: string;
  due_on: string;
  owner_member_id: number | null;
  guard_rail: string | null;
  guard_rail_limit: number | null;
  created_by: string;
  created_at: Instant;
  adopted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  adopted_by: string | null;
  archived_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface ObjectiveChangeTable {
  organisation_id: number;
  id: Defaulted<number>;
  objective_id: number;
  at: Instant;
  by: string;
  reason: string;
  before: Json;
  after: Json;
}

export interface ObjectiveDepartmentTable {
  organisation_id: number;
  objective_id: number;
  department_id: number;
}

export interface OrganisationTable {
  organisation_id: Defaulted<number>;
  slug: string;
  name: string;
  kind: string;
  history: Defaulted<string>;
  environment: Defaulted<string>;
  culture: Defaulted<string>;
  aims: Defaulted<string>;
  time_zone: Defaulted<string>;
  currency: Defaulted<string>;
  country: Defaulted<string>;
  fiscal_year_start: Defaulted<number>;
  service_hours: Json;
  account_nature: Defaulted<string>;
  election_on: string | null;
  population: number | null;
  demonstration: Defaulted<boolean>;
  created_at: Instant;
}

export interface PostTable {
  organisation_id: number;
  id: Defaulted<number>;
  account_id: number;
  external_id: string;
  published_at: Instant;
  published_on: string;
  format: string;
  permalink: string | null;
  title: string | null;
  text: string | null;
  batch_id: number;
  line: number | null;
}

export interface PostCounterTable {
  organisation_id: number;
  post_id: number;
  metric: string;
  observed_on: string;
  value: number;
  observed_at: Instant;
  batch_id: number;
  line: number | null;
}

export interface RangeValueTable {
  organisation_id: number;
  series_id: number;
  from_day: string;
  to_day: string;
  value: number;
  batch_id: number;
  line: number | null;
}

export interface ReplacedDailyValueTable {
  organisation_id: number;
  replaced_by: number;
  series_id: number;
  day: string;
  value: number;
  batch_id: number;
  line: number | null;
}

export interface ReportTable {
  organisation_id: number;
  id: Defaulted<number>;
  period: string;
  language: string;
  state: string;
  summary: string;
  summary_edited: Defaulted<boolean>;
  figures: Json;
  data_hash: string;
  created_at: Instant;
  updated_at: Instant;
  updated_by: string;
  validated_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  validated_by: string | null;
}

export interface SeriesTable {
  organisation_id: number;
  id: Defaulted<number>;
  account_id: number;
  metric: string;
  dimension: Defaulted<string>;
}

export interface SignInAccountTable {
  id: string;
  user_id: string;
  account_id: string;
  provider_id: string;
  access_token: string | null;
  refresh_token: string | null;
  id_token: string | null;
  access_token_expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  refresh_token_expires_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  scope: string | null;
  password: string | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface SignInRateLimitTable {
  id: string;
  key: string;
  count: number;
  last_request: number;
}

export interface SignInSessionTable {
  id: string;
  user_id: string;
  token: string;
  expires_at: Instant;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface SignInTwoFactorTable {
  id: string;
  user_id: string;
  secret: string;
  backup_codes: string;
  verified: boolean | null;
  failed_verification_count: number | null;
  locked_until: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

export interface SignInUserTable {
  id: string;
  name: string;
  email: string;
  email_verified: Defaulted<boolean>;
  image: string | null;
  two_factor_enabled: boolean | null;
  created_at: Instant;
  updated_at: Instant;
}

export interface SignInVerificationTable {
  id: string;
  identifier: string;
  value: string;
  expires_at: Instant;
  created_at: Instant;
  updated_at: Instant;
}

/** Every table, by its name in SQL. */
export interface Tables {
  account: AccountTable;
  api_token: ApiTokenTable;
  audit_entry: AuditEntryTable;
  audit_head: AuditHeadTable;
  column_mapping: ColumnMappingTable;
  comment: CommentTable;
  daily_value: DailyValueTable;
  department: DepartmentTable;
  import_batch: ImportBatchTable;
  invitation: InvitationTable;
  member: MemberTable;
  migration: MigrationTable;
  objective: ObjectiveTable;
  objective_change: ObjectiveChangeTable;
  objective_department: ObjectiveDepartmentTable;
  organisation: OrganisationTable;
  post: PostTable;
  post_counter: PostCounterTable;
  range_value: RangeValueTable;
  replaced_daily_value: ReplacedDailyValueTable;
  report: ReportTable;
  series: SeriesTable;
  sign_in_account: SignInAccountTable;
  sign_in_rate_limit: SignInRateLimitTable;
  sign_in_session: SignInSessionTable;
  sign_in_two_factor: SignInTwoFactorTable;
  sign_in_user: SignInUserTable;
  sign_in_verification: SignInVerificationTable;
}
