// @vitest-environment happy-dom
import { cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { draw } from "../../ui/testing.tsx";
import { rootClient } from "./queries.ts";
import { SessionWarning } from "./session-warning.tsx";

// The library waits one second, too little on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  rootClient.clear();
  vi.unstubAllGlobals();
});

describe("the end of a session", () => {
  it("is announced five minutes before, and put off with one button", async () => {
    let expiresAt = "2026-11-16T08:53:00Z";
    vi.stubGlobal("fetch", async () => Response.json({ session: { id: "s", token: "t", expiresAt } }));
    await draw(<SessionWarning />);
    expect((await screen.findByRole("alert")).textContent).toContain("se termine dans quelques minutes");
    expiresAt = "2026-12-16T08:53:00Z";
    fireEvent.click(screen.getByRole("button", { name: "Rester connecté" }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  });
  it("is not spoken of while it is far", async () => {
    const asked = vi.fn(async () =>
      Response.json({ session: { id: "s", token: "t", expiresAt: "2026-12-16T08:53:00Z" } }),
    );
    vi.stubGlobal("fetch", asked);
    await draw(<SessionWarning />);
    await waitFor(() => expect(asked).toHaveBeenCalled());
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
