#!/usr/bin/env node
// The command `vigie`: makes the checkout ready if it is not, then runs the command line under Vigie's own Node.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { installWhenNeeded, ownNode, root } from "./ready.mjs";

installWhenNeeded();
const child = spawn(ownNode(), [join(root, "src/app/cli.ts"), ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});
