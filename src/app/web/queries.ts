import { QueryClient } from "@tanstack/react-query";
import { organisation } from "../../activities/organisation/contract.ts";
import { connect, toProblem } from "../../ui/call.ts";

/** The few operations that the frame itself needs. */
export const organisationCalls = connect("organisation", {
  welcome: organisation.welcome,
  whoAmI: organisation.whoAmI,
  get: organisation.get,
});

function newClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // A refusal stays a refusal; only silence and faults of the server are worth a second try.
        retry: (count, error) => {
          const { status } = toProblem(error);
          return (status === 0 || status >= 500) && count < 2;
        },
      },
    },
  });
}

/** What is nobody's organisation in particular: who is signed in, what this Vigie needs. */
export const rootClient = newClient();

const clients = new Map<string, QueryClient>();

/** Each organisation has its own cache: what one holds can never show under another. */
export function clientOf(slug: string): QueryClient {
  const known = clients.get(slug);
  if (known) return known;
  const made = newClient();
  clients.set(slug, made);
  return made;
}

/** Forgets everything: at sign-out, and when somebody else signs in. */
export function forgetAll(): void {
  rootClient.clear();
  clients.clear();
}

/** Asks everything again, for texts that the server writes in the reader's language. */
export function refreshAll(): void {
  void rootClient.invalidateQueries();
  for (const client of clients.values()) void client.invalidateQueries();
}
