// @vitest-environment happy-dom
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { draw } from "../../ui/testing.tsx";
import { forgetAll } from "./queries.ts";
import { makeRouter } from "./routes.tsx";

// The library waits one second, too little on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  forgetAll();
  localStorage.clear();
  vi.unstubAllGlobals();
});

const asked: string[] = [];

/** Opens a link as Anne, whom the server does not know in that organisation. */
async function follow(path: string, organisations: readonly { slug: string; name: string }[]) {
  asked.length = 0;
  vi.stubGlobal("fetch", async (input: RequestInfo | URL) => {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input), location.origin);
    asked.push(pathname);
    if (pathname === "/api/me") {
      const held = organisations.map((each) => ({
        ...each,
        kind: "association",
        roles: ["reader"],
        demonstration: false,
      }));
      return Response.json({ name: "Anne", email: "anne@phare.example", twoFactor: false, organisations: held });
    }
    if (pathname.startsWith("/api/sign-in/")) return Response.json({ success: true });
    return Response.json({ status: 404, code: "access/organisation-unknown", params: {} }, { status: 404 });
  });
  const router = makeRouter();
  router.update({ history: createMemoryHistory({ initialEntries: [path] }) });
  await draw(<RouterProvider router={router} />);
}

it("tells a stranger that they are one, by which address they are known, and the way to what is theirs", async () => {
  localStorage.setItem("vigie-organisation", "les-amis-du-phare");
  await follow("/o/ville-de-kermor/objectives", [{ slug: "les-amis-du-phare", name: "Les Amis du Phare" }]);
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toMatch(/pas membre.*ville-de-kermor/u);
  expect(screen.getByText(/anne@phare\.example/u)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Les Amis du Phare" }).getAttribute("href")).toBe("/o/les-amis-du-phare");
  expect(screen.queryByRole("button", { name: "Réessayer" })).toBeNull();
  // The organisation seen last stays the one that could be seen.
  expect(localStorage.getItem("vigie-organisation")).toBe("les-amis-du-phare");
  fireEvent.click(screen.getByRole("button", { name: "Se connecter avec une autre adresse" }));
  await waitFor(() => expect(asked).toContain("/api/sign-in/sign-out"));
});

it("offers an organisation of their own to somebody who belongs to none", async () => {
  await follow("/o/ville-de-kermor", []);
  expect((await screen.findByRole("link", { name: /organisation/u })).getAttribute("href")).toBe("/new-organisation");
});
