import { credentials } from "./credentials";
import { devices } from "./devices";
import { groups } from "./groups";
import { names } from "./names";
import type { Oddity } from "./oddity";
import { policies } from "./policies";
import { tags } from "./tags";

/** What AWS permits, or permitted once, and a sandbox can hold. */
export const oddities: readonly Oddity[] = [...names, ...tags, ...groups, ...policies, ...devices, ...credentials];
