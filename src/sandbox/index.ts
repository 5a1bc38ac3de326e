/*
 * The sandbox for other projects: one that tests what it does with IAM starts it, changes its state between two
 * requests, lets calls fail, and counts them. docs/sandbox.md has an example.
 */
export { type AdministratorRole, addAdministratorRole } from "./administrator-role";
export { type FaultSpec, parseFaults } from "./faults";
export { wellKnownAccessKeyId } from "./ids";
export { createSandbox, SANDBOX_UNSET, type Sandbox, type SandboxOptions, sandboxEnvironment } from "./server";
export {
  type Account,
  addAccount,
  DEFAULT_ACCOUNT_ID,
  dumpState,
  emptyState,
  loadState,
  type SandboxState,
  type User,
} from "./state";
