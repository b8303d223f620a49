/** What users of an older bundled model are told about its successor. */

/** Markdown that explains a move; the server sends texts of its own with its list. */
export function upgradeNote(from: string, to: string): string {
  return [
    `**${to} is available.**`,
    "",
    `It takes the place of ${from}: it plans longer tasks better and needs fewer corrections.`,
    `You can go on with ${from}, and change models at any time with \`/model\` or \`--model\`.`,
  ].join("\n");
}
