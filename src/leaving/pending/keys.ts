/**
 * Who somebody is: AWS never gives a unique id again. A name is given again, and is all that is known of a user whom the plan
 * knew without an id.
 */
export function leaverKey({ userId, name }: { readonly userId?: string | undefined; readonly name: string }): string {
  return userId ?? `name ${name.toLowerCase()}`;
}

export function deviceKey({ serial }: { readonly serial: string }): string {
  return serial;
}
