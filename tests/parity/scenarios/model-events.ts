/** Words for what the scripted model says. */

/** One event of a stream, as it goes over the wire. */
export type ModelEvent = Readonly<Record<string, unknown>>;

/** One HTTP answer: a list of events, events with headers or a cut, or an error status. */
export type ModelStep =
  | readonly ModelEvent[]
  | {
      readonly events: readonly ModelEvent[];
      readonly headers?: Readonly<Record<string, string>>;
      /** The connection breaks after the last event. */
      readonly cut?: boolean;
    }
  | {
      readonly status: number;
      readonly body: unknown;
      readonly headers?: Readonly<Record<string, string>> | undefined;
    };

/** The items that a request carries. */
export interface RequestBody {
  readonly input: readonly { readonly type: string; readonly output?: unknown }[];
}

/** A finished item. */
export const item = (value: ModelEvent): ModelEvent => ({ type: "response.output_item.done", item: value });

/** An item that has begun. */
export const announced = (value: ModelEvent): ModelEvent => ({
  type: "response.output_item.added",
  item: value,
});

export const begin = (): ModelEvent => ({ type: "response.created", response: { id: "resp_1" } });

/** The end of a response; `null` for one without usage. */
export function end(usage?: ModelEvent | null): ModelEvent {
  const counted = {
    input_tokens: 40,
    input_tokens_details: { cached_tokens: 8 },
    output_tokens: 6,
    output_tokens_details: { reasoning_tokens: 2 },
    total_tokens: 46,
    ...usage,
  };
  const response = usage === null ? { id: "resp_1" } : { id: "resp_1", usage: counted };
  return { type: "response.completed", response };
}

/** A message of the assistant. Its id is always the same, as ids of the server need not be unique. */
export const says = (text: string, more: ModelEvent = {}): ModelEvent =>
  item({ type: "message", role: "assistant", id: "m1", content: [{ type: "output_text", text }], ...more });

/** A call of a function tool; a text is sent as it is. */
export function calls(name: string, args: unknown, id = "c1"): ModelEvent {
  const json = typeof args === "string" ? args : JSON.stringify(args);
  return item({ type: "function_call", id: `f_${id}`, call_id: id, name, arguments: json });
}

/** A call of a freeform tool. */
export const freeform = (name: string, input: string, id = "c1"): ModelEvent =>
  item({ type: "custom_tool_call", id: `t_${id}`, call_id: id, name, input });

/** A call of `exec_command` in a shell that reads no start-up files. */
export const running = (cmd: string, more: ModelEvent = {}, id = "c1"): ModelEvent =>
  calls("exec_command", { cmd, login: false, ...more }, id);

/** A whole response. */
export const answer = (...items: readonly ModelEvent[]): readonly ModelEvent[] => [begin(), ...items, end()];

/** A response that ends the turn. */
export const closing = (text = "finished"): readonly ModelEvent[] => answer(says(text));

/** A response with one `exec_command` for each command, with further arguments where there are some. */
export const answerRunning = (
  ...commands: readonly (string | readonly [string, ModelEvent])[]
): readonly ModelEvent[] =>
  answer(
    ...commands.map((command, index) =>
      typeof command === "string"
        ? running(command, {}, `c${index + 1}`)
        : running(command[0], command[1], `c${index + 1}`),
    ),
  );

/** A patch from its lines. */
export const patchText = (...lines: readonly string[]): string =>
  ["*** Begin Patch", ...lines, "*** End Patch", ""].join("\n");

/** The id in the last output that names a session; 0 when there is none. */
export function sessionOf({ input }: RequestBody): number {
  const outputs = input.flatMap(({ output }) => (typeof output === "string" ? [output] : []));
  const last = outputs.findLast((output) => output.includes("session ID"));
  return Number(/session ID (\d+)/.exec(last ?? "")?.[1] ?? 0);
}
