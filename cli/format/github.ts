import type { Checked } from "../check";

/** Workflow commands of GitHub Actions: findings become annotations on the lines of the pull request. */
export function formatGithub(checked: readonly Checked[]): string {
  return checked
    .flatMap(({ diagnostics }) => diagnostics)
    .map(({ severity, file, line, column, length, id, message, fix }) => {
      const place = `file=${property(file)},line=${line},col=${column},endColumn=${column + length}`;
      return `::${severity} ${place},title=${property(id)}::${data(fix === undefined ? message : `${message}\n${fix}`)}\n`;
    })
    .join("");
}

/** As @actions/core escapes the message of a command. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** As @actions/core escapes a property of a command. */
function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
