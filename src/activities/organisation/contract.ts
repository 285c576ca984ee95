import { z } from "zod";
import { accountKinds, networkIds } from "../../kernel/metric.ts";
import { Currency } from "../../kernel/money.ts";
import { anyMember, operation, roles } from "../../kernel/operation.ts";
import { Day } from "../../kernel/period.ts";
import { problems } from "../../kernel/problems.ts";

export const organisationKinds = ["company", "local-authority", "association"] as const;

/** `ville-de-kermor`: how an organisation is called in addresses and at the command line. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** Two ranges a day at most: the lunch break counts in the clocks of a crisis. */
export const ServiceHours = z.array(
  z.object({ weekday: z.number().int().min(1).max(7), ranges: z.array(z.object({ from: Time, to: Time })).max(2) }),
);
export type ServiceHours = z.infer<typeof ServiceHours>;

/** Asked of the runtime once: the list has some 400 names. */
const timeZones = new Set([...Intl.supportedValuesOf("timeZone"), "UTC"]);
const TimeZone = z.string().refine((zone) => timeZones.has(zone), "unknown time zone");

export const Profile = z.object({
  name: z.string().trim().min(1).max(120),
  kind: z.enum(organisationKinds),
  /** Four short texts that the rest of the product uses. */
  history: z.string().max(4000),
  environment: z.string().max(4000),
  culture: z.string().max(4000),
  aims: z.string().max(4000),
  timeZone: TimeZone,
  currency: Currency,
  country: z.string().regex(/^[A-Z]{2}$/),
  /** Month, 1 to 12. */
  fiscalYearStart: z.number().int().min(1).max(12),
  serviceHours: ServiceHours,
  /** Two questions whose answers change the rules. */
  accountNature: z.enum(["institutional", "personal"]),
  electionOn: Day.nullable(),
  /** Residents or target population, for the coverage of the population. */
  population: z.number().int().positive().nullable(),
});
export const Organisation = Profile.extend({
  slug: Slug,
  demonstration: z.boolean(),
  createdAt: z.date(),
});
export type Organisation = z.infer<typeof Organisation>;

export const Department = z.object({ id: z.number().int(), name: z.string(), archivedAt: z.date().nullable() });
export type Department = z.infer<typeof Department>;

const Roles = z.array(z.enum(roles)).min(1);
export const Member = z.object({
  id: z.number().int(),
  name: z.string(),
  email: z.string(),
  roles: Roles,
  departmentId: z.number().int().nullable(),
  createdAt: z.date(),
});
export type Member = z.infer<typeof Member>;

export const Invitation = z.object({
  id: z.number().int(),
  email: z.string(),
  roles: Roles,
  invitedBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
});
export type Invitation = z.infer<typeof Invitation>;

/** An account held on a network: a page that publishes, a purse that buys ads, a counter at the till. */
export const Account = z.object({
  id: z.number().int(),
  network: z.enum(networkIds),
  kind: z.enum(accountKinds),
  externalId: z.string(),
  name: z.string(),
  handle: z.string().nullable(),
  currency: Currency.nullable(),
  archivedAt: z.date().nullable(),
});
export type Account = z.infer<typeof Account>;
export const AccountDraft = z.object({
  network: z.enum(networkIds),
  kind: z.enum(accountKinds),
  externalId: z.string().trim().min(1).max(300).optional(),
  name: z.string().trim().min(1).max(300),
  handle: z.string().trim().max(300).optional(),
  currency: Currency.optional(),
});

export const ApiToken = z.object({
  id: z.number().int(),
  name: z.string(),
  effect: z.enum(["read", "write"]),
  memberName: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
});

export const AuditEntry = z.object({
  sequence: z.number().int(),
  at: z.date(),
  actor: z.string(),
  operation: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

export const problem = problems("organisation", {
  "already-set-up": "conflict",
  "slug-taken": "conflict",
  "department-exists": "conflict",
  "department-not-found": "not-found",
  "member-not-found": "not-found",
  "last-administrator": "conflict",
  "member-still-owns": "conflict",
  "invitation-not-found": "not-found",
  "invitation-expired": "conflict",
  "already-a-member": "conflict",
  "name-missing": "invalid",
  "account-exists": "conflict",
  "account-not-found": "not-found",
  "token-not-found": "not-found",
  "service-hours": "invalid",
  "password-weak": "invalid",
});

const Id = z.object({ id: z.coerce.number().int() });
const Done = z.object({ id: z.number().int() });

/** Operations of the organisation: who we are, who decides, what we hold. */
export const organisation = {
  /** Before anybody signs in: must this Vigie be set up, and how may one sign in? */
  welcome: operation
    .meta({ effect: "read", asks: "public", roles: [] })
    .route({ method: "GET", path: "/welcome", summary: "What this Vigie needs next, and how to sign in" })
    .output(
      z.object({ setUp: z.boolean(), version: z.string(), singleSignOn: z.object({ label: z.string() }).nullable() }),
    ),
  /** First visit only: the first organisation and its administrator. Afterwards refused for good. */
  setUp: operation
    .meta({ effect: "write", asks: "public", roles: [] })
    .route({
      method: "POST",
      path: "/set-up",
      summary: "Create the first organisation and its administrator",
      successStatus: 201,
    })
    .input(
      z.object({
        organisationName: z.string().trim().min(1).max(120),
        kind: z.enum(organisationKinds),
        timeZone: TimeZone.default("Europe/Paris"),
        name: z.string().trim().min(1).max(120),
        email: z.email(),
        password: z.string().min(12).max(200),
      }),
    )
    .output(z.object({ slug: Slug })),
  /** The organisations of whoever is signed in, and who that is. */
  whoAmI: operation
    .meta({ effect: "read", asks: "user", roles: [] })
    .route({ method: "GET", path: "/me", summary: "Who is signed in, and in which organisations" })
    .output(
      z.object({
        name: z.string(),
        email: z.string(),
        twoFactor: z.boolean(),
        organisations: z.array(
          z.object({
            slug: Slug,
            name: z.string(),
            kind: z.enum(organisationKinds),
            roles: Roles,
            demonstration: z.boolean(),
          }),
        ),
      }),
    ),
  /** One more organisation: an agency holds several. Its creator is its administrator and manager. */
  create: operation
    .meta({ effect: "write", asks: "user", roles: [] })
    .route({ method: "POST", path: "/organisations", summary: "Create another organisation", successStatus: 201 })
    .input(
      z.object({ name: z.string().trim().min(1).max(120), kind: z.enum(organisationKinds), slug: Slug.optional() }),
    )
    .output(z.object({ slug: Slug })),
  /**
   * An organisation made of believable data. Made at the command line, it belongs to every administrator of this Vigie;
   * made by somebody, to them alone. Without a slug, its name gives the next one that is free.
   */
  createDemonstration: operation
    .meta({ effect: "write", asks: "user", roles: [], internal: true })
    .input(z.object({ slug: Slug.optional(), profile: Profile.partial().required({ name: true, kind: true }) }))
    .output(z.object({ slug: Slug })),
  /** Removes a demonstration and everything in it; never an organisation that is somebody's own. */
  removeDemonstration: operation
    .meta({ effect: "write", asks: "user", roles: [], internal: true })
    .input(z.object({ slug: Slug }))
    .output(z.object({ slug: Slug })),
  get: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/organisation", summary: "The organisation and its profile" })
    .output(Organisation),
  update: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin", "manager"] })
    .route({ method: "PATCH", path: "/organisation", summary: "Change the profile" })
    .input(Profile.partial())
    .output(Organisation),

  listDepartments: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/departments", summary: "Departments" })
    .output(z.array(Department)),
  createDepartment: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin", "manager"] })
    .route({ method: "POST", path: "/departments", summary: "Add a department", successStatus: 201 })
    .input(z.object({ name: z.string().trim().min(1).max(120) }))
    .output(Department),
  updateDepartment: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin", "manager"] })
    .route({ method: "PATCH", path: "/departments/{id}", summary: "Rename, archive or restore a department" })
    .input(Id.extend({ name: z.string().trim().min(1).max(120).optional(), archived: z.boolean().optional() }))
    .output(Department),

  listMembers: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/members", summary: "Members and their roles" })
    .output(z.array(Member)),
  updateMember: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin"] })
    .route({ method: "PATCH", path: "/members/{id}", summary: "Change a member’s roles or department" })
    .input(Id.extend({ roles: Roles.optional(), departmentId: z.number().int().nullable().optional() }))
    .output(Member),
  removeMember: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin"] })
    .route({ method: "DELETE", path: "/members/{id}", summary: "Remove a member" })
    .input(Id)
    .output(Done),

  listInvitations: operation
    .meta({ effect: "read", asks: "organisation", roles: ["admin"] })
    .route({ method: "GET", path: "/invitations", summary: "Invitations that wait for an answer" })
    .output(z.array(Invitation)),
  invite: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin"] })
    .route({
      method: "POST",
      path: "/invitations",
      summary: "Invite somebody by a link, shown once",
      successStatus: 201,
    })
    .input(z.object({ email: z.email(), roles: Roles }))
    .output(Invitation.extend({ link: z.string() })),
  revokeInvitation: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin"] })
    .route({ method: "DELETE", path: "/invitations/{id}", summary: "Withdraw an invitation" })
    .input(Id)
    .output(Done),
  /** What the invited person sees before accepting; the secret of the link is the credential. */
  readInvitation: operation
    .meta({ effect: "read", asks: "public", roles: [] })
    .route({ method: "POST", path: "/invitation/read", summary: "Read an invitation by the secret of its link" })
    .input(z.object({ secret: z.string().min(20).max(200) }))
    .output(z.object({ organisationName: z.string(), email: z.string(), roles: Roles, hasAccount: z.boolean() })),
  /** Creates the person's sign-in if needed (with a password) or joins the one signed in. */
  acceptInvitation: operation
    .meta({ effect: "write", asks: "public", roles: [] })
    .route({ method: "POST", path: "/invitation/accept", summary: "Accept an invitation" })
    .input(
      z.object({
        secret: z.string().min(20).max(200),
        name: z.string().trim().min(1).max(120).optional(),
        password: z.string().min(12).max(200).optional(),
      }),
    )
    .output(z.object({ slug: Slug })),
  /** After single sign-on: the invitations that wait for an address the identity provider vouched for. */
  joinInvited: operation
    .meta({ effect: "write", asks: "user", roles: [], internal: true })
    .output(z.object({ slugs: z.array(Slug) })),

  listAccounts: operation
    .meta({ effect: "read", asks: "organisation", roles: anyMember })
    .route({ method: "GET", path: "/accounts", summary: "Accounts held on networks" })
    .output(z.array(Account)),
  createAccount: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin", "manager", "community"] })
    .route({ method: "POST", path: "/accounts", summary: "Add an account held on a network", successStatus: 201 })
    .input(AccountDraft)
    .output(Account),
  updateAccount: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin", "manager"] })
    .route({ method: "PATCH", path: "/accounts/{id}", summary: "Rename, archive or restore an account" })
    .input(
      Id.extend({
        name: z.string().trim().min(1).max(300).optional(),
        handle: z.string().trim().max(300).nullable().optional(),
        archived: z.boolean().optional(),
      }),
    )
    .output(Account),
  /** For imports: the account of a file, made when it is met for the first time. */
  ensureAccounts: operation
    .meta({ effect: "write", asks: "organisation", roles: ["manager", "community", "admin"], internal: true })
    .input(z.array(AccountDraft.extend({ externalId: z.string().min(1) })))
    .output(z.array(Account)),

  listTokens: operation
    .meta({ effect: "read", asks: "organisation", roles: ["admin"] })
    .route({ method: "GET", path: "/tokens", summary: "API tokens in force" })
    .output(z.array(ApiToken)),
  createToken: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin"] })
    .route({ method: "POST", path: "/tokens", summary: "Make an API token, shown once", successStatus: 201 })
    .input(
      z.object({
        name: z.string().trim().min(1).max(120),
        effect: z.enum(["read", "write"]),
        days: z.number().int().min(1).max(366).default(90),
      }),
    )
    .output(ApiToken.extend({ token: z.string() })),
  revokeToken: operation
    .meta({ effect: "write", asks: "organisation", roles: ["admin"] })
    .route({ method: "DELETE", path: "/tokens/{id}", summary: "Revoke an API token" })
    .input(Id)
    .output(Done),

  listAudit: operation
    .meta({ effect: "read", asks: "organisation", roles: ["admin", "manager"] })
    .route({ method: "GET", path: "/audit", summary: "Who did what, newest first" })
    .input(
      z.object({
        before: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(AuditEntry)),
  verifyAudit: operation
    .meta({ effect: "read", asks: "organisation", roles: ["admin", "manager"] })
    .route({ method: "GET", path: "/audit/verification", summary: "Verify the chain of the audit trail" })
    .output(z.object({ lines: z.number().int(), brokenAt: z.number().int().nullable() })),
};
