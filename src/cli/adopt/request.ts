import type { RosterDefaults } from "../../adopt/adoption";
import type { InState } from "../../adopt/in-state";
import type { Roster } from "../../roster/index";
import type { Elsewhere } from "./beside";
import type { Leaving } from "./leavers";

export interface AdoptionRequest {
  /** IAM names. @default - all that the state does not manage */
  readonly names: readonly string[];
  /** Users that are managed already: what was made by hand for them. */
  readonly unmanaged: boolean;
  /** Whether groups that the roster does not know are taken over. */
  readonly takeGroups: boolean;
  /** Whether customer managed policies that are in use are taken over. @default - they are referred to by ARN */
  readonly takePolicies?: boolean;
  /**
   * The addresses of the stack, to mend an apply that was cut short: what they stand for is imported where the account
   * has it, and nothing is added to the roster. @default - what the account has is added
   */
  readonly mend?: ReadonlySet<string>;
  /** Who was to leave with an apply that was cut off: they get no entry unless they are named. @default - nobody */
  readonly leaving?: Leaving;
}

export interface AdoptionContext {
  readonly roster: Roster;
  readonly defaults: RosterDefaults;
  readonly state: InState;
  readonly accountId: string;
  /** What is left to other rosters of the project. @default - nothing */
  readonly elsewhere?: Elsewhere;
  readonly onUser?: (done: number, of: number) => void;
}
