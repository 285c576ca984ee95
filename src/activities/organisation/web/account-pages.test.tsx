// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, configure, fireEvent, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { draw } from "../../../ui/testing.tsx";
import { deviceOf } from "./security-page.tsx";
import { SetUpPage } from "./set-up-page.tsx";
import { wayBack } from "./sign-in-page.tsx";
import { secretOf, TurnOnCode } from "./turn-on-code.tsx";

// The library waits one second, too little on a busy machine.
configure({ asyncUtilTimeout: 15_000 });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const withQueries = (part: React.ReactNode) => (
  <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
    {part}
  </QueryClientProvider>
);

describe("signing in", () => {
  it("comes back only to a page of this Vigie", () => {
    expect(wayBack("/o/kermor/organisation?part=people")).toBe("/o/kermor/organisation?part=people");
    expect(wayBack("//elsewhere.example/")).toBe("/");
    expect(wayBack("/\\elsewhere.example")).toBe("/");
    expect(wayBack("https://elsewhere.example/")).toBe("/");
    expect(wayBack(undefined)).toBe("/");
  });
});

describe("sessions", () => {
  it("are named as their owner would", () => {
    expect(deviceOf("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")).toEqual({
      browser: "Firefox",
      system: "Windows",
    });
    expect(
      deviceOf("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1"),
    ).toEqual({ browser: "Safari", system: "iOS" });
    expect(deviceOf("curl/8.5")).toBeNull();
    expect(deviceOf(null)).toBeNull();
  });
});

describe("turning the code on", () => {
  const totpURI = "otpauth://totp/Vigie:anne%40kermor.example?secret=JBSWY3DPEHPK3PXP&issuer=Vigie&digits=6&period=30";
  it("shows the square, the secret in groups and the backup codes", async () => {
    vi.stubGlobal("fetch", async () => Response.json({ totpURI, backupCodes: ["abcde-12345", "fghij-67890"] }));
    expect(secretOf(totpURI)).toBe("JBSWY3DPEHPK3PXP");
    await draw(withQueries(<TurnOnCode onDone={() => {}} />));
    fireEvent.submit(screen.getByLabelText(/Confirmez/u).closest("form") as HTMLFormElement);
    expect(await screen.findByRole("img", { name: /authentification/u })).toBeTruthy();
    expect(screen.getByText("JBSW Y3DP EHPK 3PXP")).toBeTruthy();
    expect(screen.getByText(/fghij-67890/u)).toBeTruthy();
  });
});

describe("the first visit", () => {
  it("keeps what was typed when it is refused, and says why beside the field", async () => {
    vi.stubGlobal("fetch", async () =>
      Response.json(
        {
          code: "access/input-malformed",
          status: 400,
          errors: [{ pointer: "/email", detail: "Cette adresse ne peut pas être lue." }],
        },
        { status: 400 },
      ),
    );
    await draw(withQueries(<SetUpPage />));
    const name = screen.getByLabelText(/Nom de l’organisation/u) as HTMLInputElement;
    fireEvent.change(name, { target: { value: "Ville de Kermor" } });
    fireEvent.submit(name.closest("form") as HTMLFormElement);
    expect(
      await screen.findByText("Certaines réponses ne peuvent pas être lues. Corrigez les champs signalés."),
    ).toBeTruthy();
    expect(name.value).toBe("Ville de Kermor");
    expect((screen.getByLabelText(/Adresse électronique/u) as HTMLInputElement).getAttribute("aria-invalid")).toBe(
      "true",
    );
  });
});
