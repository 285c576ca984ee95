import "../../ui/mantine.css";
import "../../ui/theme.css";
import "../../ui/kit.css";
import "./shell.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ClockProvider } from "../../ui/clock.tsx";
import { preferredLanguage, speak } from "../../ui/language.ts";
import { theme } from "../../ui/theme.ts";
import { makeRouter } from "./routes.tsx";

const appearance = localStorageColorSchemeManager({ key: "vigie-appearance" });
const now = () => new Date();

// After an update of Vigie, an open page asks for parts that are gone: it reloads once, onto the new ones.
window.addEventListener("vite:preloadError", (event) => {
  if (sessionStorage.getItem("vigie-reloaded") === location.href) return;
  sessionStorage.setItem("vigie-reloaded", location.href);
  event.preventDefault();
  location.reload();
});

await speak(preferredLanguage());
const router = makeRouter();
createRoot(document.getElementById("vigie") as HTMLElement).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={appearance}
      // The variables come from files: the page allows no inline style element.
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <ClockProvider now={now}>
        <RouterProvider router={router} />
      </ClockProvider>
    </MantineProvider>
  </StrictMode>,
);
