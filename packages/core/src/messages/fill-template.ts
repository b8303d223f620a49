/** Fills the slots of a prompt text. */

const SLOT = /\{\{ ([a-z_]+) \}\}/g;

/** Replaces every `{{ name }}`. Throws when a slot has no value: a prompt with a hole must not be sent. */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(SLOT, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for the slot \`${name}\` of a prompt`);
    return value;
  });
}
