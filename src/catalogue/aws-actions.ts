import { type AccessLevel, Actions } from "../policy/actions";
import { once } from "../text/once";
import packed from "./data/actions.json";
import { unpack } from "./unpack";

const levels: Readonly<Record<string, AccessLevel>> = {
  l: "list",
  r: "read",
  w: "write",
  t: "tagging",
  p: "permissions management",
};

/** Names, access levels and resource types of all actions of AWS. Read at the first question. */
export const awsActions: () => Actions = once(
  () =>
    new Actions(
      unpack(packed).map(([name = "", arns = "", actions = ""]) => ({
        name,
        arns: arns === "" ? [] : arns.split(" "),
        actions: actions.split(" ").map((text) => {
          const [action = "", ...types] = text.slice(1).split(":");
          return { name: `${name}:${action}`, level: levels[text.charAt(0)] ?? "write", types };
        }),
      })),
    ),
);
