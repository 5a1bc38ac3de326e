/** What people come to do, in the order in which the help shows it. */
export const tasks = {
  start: "Start",
  look: "Look",
  edit: "Edit users.yaml",
  check: "Check",
  review: "Review",
  apply: "Apply",
  people: "People",
  trouble: "Trouble",
} as const;

export type Task = keyof typeof tasks;
