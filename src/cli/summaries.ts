import type { CommandFacts } from "./command";

type Summary = Pick<CommandFacts, "name" | "task" | "summary">;

/** What each command is for: the overview is printed without loading any of them. The help keeps this order in each task. */
export const summaries = {
  init: {
    name: "init",
    task: "start",
    summary:
      "Begins a project, in an empty folder or in a repository: users.yaml, package.json and what belongs to them.",
  },
  adopt: {
    name: "adopt",
    task: "start",
    summary: "Imports existing users: writes entries and imports, and proves with a real plan that nothing changes.",
  },
  audit: {
    name: "audit",
    task: "look",
    summary: "Audits the whole account: who is dormant, without MFA, on old keys, not in the roster.",
  },
  show: { name: "show", task: "look", summary: "Shows what the roster says of one user." },
  list: { name: "list", task: "look", summary: "Lists the users of rosters: by type, owner, group, flag or due date." },
  due: {
    name: "due",
    task: "look",
    summary: "Lists what ends soon: users, justifications, keys to rotate, soaks; also as a calendar.",
  },
  invite: {
    name: "invite",
    task: "edit",
    summary: "Adds a person to users.yaml who can enrol and nothing else, until the promotion.",
  },
  promote: {
    name: "promote",
    task: "edit",
    summary: "Gives an invited person the rest of the entry, once the account shows a sign-in and an MFA device.",
  },
  suspend: {
    name: "suspend",
    task: "edit",
    summary: "Suspends a user in users.yaml: nothing of the user's works any more, and everything can come back.",
  },
  resume: { name: "resume", task: "edit", summary: "Takes a suspension back in users.yaml." },
  leave: {
    name: "leave",
    task: "edit",
    summary: "Takes users out of users.yaml whose soak is over and who were not seen since.",
  },
  rotate: {
    name: "rotate",
    task: "edit",
    summary:
      "Writes the next step of an access key's rotation into users.yaml, after asking when each key was last used.",
  },
  leavers: {
    name: "leavers",
    task: "edit",
    summary: "Suspends in users.yaml who has left according to a file of HR, Okta or Entra; deletes nobody.",
  },
  preview: {
    name: "preview",
    task: "look",
    summary:
      "Shows a roster in a browser while it is edited: what changes for whom, and on demand the rehearsed review.",
  },
  validate: {
    name: "validate",
    task: "check",
    summary: "Reads and checks rosters, and prints every finding with its line.",
  },
  synth: {
    name: "synth",
    task: "check",
    summary: "Writes each roster as a stack, cdktf.out/stacks/<stack>/cdk.tf.json, as cdktf synth does.",
  },
  hcl: {
    name: "hcl",
    task: "check",
    summary: "Writes each roster as native HCL, hcl/<stack>/, one file per user, so that diffs are easy to read.",
  },
  rehearse: {
    name: "rehearse",
    task: "check",
    summary: "Creates and removes a roster's users with real Terraform, in a sandbox instead of AWS.",
  },
  review: {
    name: "review",
    task: "review",
    summary: "Shows what a plan means for people, and whether it may be applied.",
  },
  preflight: {
    name: "preflight",
    task: "review",
    summary:
      "Checks in the account what would make a plan fail or cause damage: leftovers, KMS keys, last use, names taken.",
  },
  comment: {
    name: "comment",
    task: "review",
    summary: "Puts the reviews of several accounts into one comment, with one gate: closed where one of them is.",
  },
  notify: {
    name: "notify",
    task: "review",
    summary: "Posts what a review, an audit or a verify says to Slack or Teams, through an incoming webhook.",
  },
  deploy: {
    name: "deploy",
    task: "apply",
    summary:
      "The guarded way: synth, refresh, plan, preflight, review, confirmation, apply of exactly that plan, verify.",
  },
  sweep: {
    name: "sweep",
    task: "apply",
    summary: "Removes what leaving users hold and Terraform does not manage; a dry run unless --yes.",
  },
  verify: {
    name: "verify",
    task: "apply",
    summary:
      "After an apply: checks that each removed user is gone and no MFA device is left; appends the proof to the audit log.",
  },
  log: {
    name: "log",
    task: "apply",
    summary:
      "Keeps the audit log in S3 between runs: pull before an apply, push after it; only what goes on from it is kept.",
  },
  doctor: {
    name: "doctor",
    task: "trouble",
    summary: "Finds why AssumeRole is denied: which side to change, with the statement to add.",
  },
  sandbox: {
    name: "sandbox",
    task: "trouble",
    summary: "Runs the sandbox alone: IAM on this machine, as strict as AWS, for any tool that calls IAM.",
  },
  completion: {
    name: "completion",
    task: "start",
    summary: "Prints the script with which a shell completes commands, options and values.",
  },
} as const satisfies Readonly<Record<string, Summary>>;
