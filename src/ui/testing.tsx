import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { ClockProvider } from "./clock.tsx";
import type { Language } from "./format.ts";
import { speak } from "./language.ts";
import { theme } from "./theme.ts";

/** Draws a part of a page for a test: in a language, at a fixed instant. */
export async function draw(part: ReactNode, language: Language = "fr", now = "2026-11-16T08:50:00Z") {
  await speak(language);
  return render(
    <MantineProvider theme={theme} env="test">
      <ClockProvider now={() => new Date(now)}>{part}</ClockProvider>
    </MantineProvider>,
  );
}
