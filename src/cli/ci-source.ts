import { relative, resolve, sep } from "node:path";
import type { PlanSource } from "../review/model/review";
import { httpsLink, pathInLink } from "../text/https-link";

/**
 * The commit that CI has checked out and where its files are shown, of GitHub and of GitLab.
 * @returns undefined outside CI, or where what CI says cannot be an address
 */
export function ciSource(env: NodeJS.ProcessEnv, cwd: string): PlanSource | undefined {
  const github = {
    commit: env.GITHUB_SHA,
    project: `${env.GITHUB_SERVER_URL}/${env.GITHUB_REPOSITORY}/blob`,
    checkout: env.GITHUB_WORKSPACE,
  };
  const gitlab = { commit: env.CI_COMMIT_SHA, project: `${env.CI_PROJECT_URL}/-/blob`, checkout: env.CI_PROJECT_DIR };
  const { commit, project, checkout } = env.GITHUB_ACTIONS === "true" ? github : gitlab;
  if (commit === undefined || !/^[0-9a-f]{7,64}$/.test(commit)) return undefined;
  const below = checkout === undefined ? "" : relative(resolve(checkout), cwd);
  if (below.split(sep)[0] === "..") return { commit };
  const folder = below === "" ? "" : `${pathInLink(below.split(sep).join("/"))}/`;
  const files = httpsLink(`${project}/${commit}/${folder}`);
  return files === undefined ? { commit } : { commit, files };
}
