/*
 * Loaded before the script of a child (`node --require`): tells the parent, on file descriptor 3, what the whole process
 * has used. `wait4` would know, but Node does not hand it out for children.
 */
import { writeSync } from "node:fs";

process.once("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeSync(3, JSON.stringify({ cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, peakMb: maxRSS / 1024 }));
});
